internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// What gives another tree.
extension Bindings {
    func installTreeEdits(_ trees: TypeTable<FileTree>) {
        trees.installFileVerbs(
            FilePlace(
                change: { bindings, tree, verb in
                    let files = TreeFileSystem(tree, now: bindings.world.now)
                    try bindings.guided(by: tree) { try verb(files) }
                    return files.tree
                }, suffix: "",
                example: { verbs, shown in
                    "let t = tree()." + verbs.joined(separator: ".") + "\nt" + shown
                }))
        trees.method(
            many: "write", "Another tree with a file written; the directories above it are made.",
            [
                Parameter("path", "the file"), Parameter("contents", "what it holds"),
                Parameter("mode", "its permission bits; 0o644 for a new file"),
                Parameter("owner", "\"user\", \"user:group\" or \":group\", names or numbers"),
                Parameter("at", "the byte to write at; the rest of the file stays"),
            ],
            example: """
                let t = tree().write("/etc/motd", "hi\\n", mode: 0o600, owner: "1000")
                t["/etc/motd"].owner  # => "1000:0"
                """
        ) {
            (
                bindings, tree, path: WrittenPath, contents: FileContents, mode: FileMode?,
                owner: String?, at: Int?
            ) in
            let files = TreeFileSystem(tree, now: bindings.world.now)
            try bindings.guided(by: tree) {
                let path = try path.forFile()
                if let at {
                    try files.put(
                        try contents.bytes(), at: path, from: at, mode: mode?.bits, owner: owner)
                } else {
                    try files.put(contents, at: path, mode: mode?.bits, owner: owner)
                }
            }
            return files.tree
        }
    }
}
