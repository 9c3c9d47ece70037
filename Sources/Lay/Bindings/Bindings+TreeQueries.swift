internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// What asks a tree.
extension Bindings {
    func installTreeQueries(_ trees: TypeTable<FileTree>) {
        let files = "let t = tree({\"/etc/motd\": \"hi\", \"/etc/hosts\": \"::1\"})\n"
        trees.method(
            "get", "The file at a path with its links followed, or nil.",
            [Parameter("path", "where it lies")],
            example: files + "t.get(\"/nowhere\")  # => nil"
        ) { (_, tree, path: TreePath) in try? tree.entry(at: path) }
        trees.method(
            "entry", "What stands at a path itself: a link in its last place is not followed.",
            [Parameter("path", "where it stands")],
            example: "tree({\"/l\": symlink(\"etc\")}).entry(\"/l\").target  # => \"etc\""
        ) { (bindings, tree, path: TreePath) in
            try bindings.guided(by: tree) { try tree.entry(at: path, follow: false) }
        }
        trees.method(
            "list", "The names in a directory, in order.",
            [Parameter("path", "the directory", default: "\"/\"")],
            example: files + "t.list(\"/etc\")  # => [\"hosts\", \"motd\"]"
        ) { (bindings, tree, path: TreePath?) in
            try bindings.guided(by: tree) { try tree.list(path ?? .root) }.map {
                TreePath.display($0.name[...])
            }
        }
        trees.method(
            "walk", "All entries from a path down, in path order, the path's own first.",
            [Parameter("path", "where to begin", default: "\"/\"")],
            example: files
                + "t.walk(\"/etc\").map(f => f.name).list()  # => [\"etc\", \"hosts\", \"motd\"]"
        ) { (bindings, tree, path: TreePath?) in
            let start = try bindings.guided(by: tree) { try tree.entry(at: path ?? .root) }
            return Lazily(tree.walk(from: start.path))
        }
        trees.method(
            "under", "The directory at a path as a tree of its own.",
            [Parameter("path", "the directory")],
            example: files + "t.under(\"/etc\").list()  # => [\"hosts\", \"motd\"]"
        ) { (bindings, tree, path: TreePath) in
            try bindings.guided(by: tree) { try tree.subtree(path) }
        }
        trees.method(
            "du", "Bytes in a file, or in all files of a directory; an inode counts once.",
            [Parameter("path", "the file or directory", default: "\"/\"")],
            example: files + "t.du(\"/etc\")  # => 5"
        ) { (bindings, tree, path: TreePath?) in
            try bindings.guided(by: tree) { try tree.size(of: path ?? .root) }
        }
        trees.method(
            "patch", "The unified diff that leads to another tree, as git writes it.",
            [Parameter("other", "the tree that it leads to")],
            example: files
                + "t.patch(t.write(\"/etc/motd\", \"ho\")).contains(\"+ho\")  # => true"
        ) { (bindings, tree, other: FileTree) in
            // A text of short lines takes some sixty times its size while it is compared.
            let largest = min(64 << 20, bindings.limits.memory / 64)
            return DecodedText(bytes: try tree.patch(to: other, largest: largest)[...])
        }
        installFinding(trees, files)
    }

    private func installFinding(_ trees: TypeTable<FileTree>, _ files: String) {
        trees.method(
            many: "find", "The entries that fit a glob and all that is asked, in path order.",
            [
                Parameter(
                    "glob",
                    "a path's pattern: * and ? stay in a directory, ** does not; or the test alone",
                    default: "\"**\""),
                Parameter("where", "gets an entry and says whether it is wanted"),
                Parameter(
                    "kind", "\"file\", \"directory\", \"symlink\", \"fifo\", \"char\" or \"block\""),
                Parameter("larger", "files of more bytes"),
                Parameter("smaller", "files of fewer bytes"),
                Parameter("owner", "\"user\", \"user:group\" or \":group\", names or numbers"),
                Parameter("mode", "permission bits that are all set: 0o4000"),
                Parameter("newer", "changed after this file, or this time in seconds since 1970"),
                Parameter("within", "the directory to look in", default: "\"/\""),
            ],
            example: files
                + "t.find(\"etc/m*\") { f => f.size < 9 }.map(f => f.path)  # => [\"/etc/motd\"]"
        ) {
            (
                bindings, tree, glob: FindStart?, test: Predicate<FileEntry>?, kind: FileKind?,
                larger: Int?, smaller: Int?, owner: String?, mode: FileMode?, newer: TimeOrFile?,
                within: TreePath?
            ) in
            var (pattern, test) = ("**", test)
            switch glob {
            case .glob(let text): pattern = text
            case .test(let alone): test = alone
            case nil: break
            }
            let query = FileQuery(
                kind: kind, larger: larger, smaller: smaller, owner: owner, mode: mode?.bits,
                newer: newer?.nanoseconds)
            var found: [FileEntry] = []
            // What is found is held until the list is made of it.
            var held: [SharedCharge] = []
            try bindings.guided(by: tree) {
                try tree.forEachEntry(matching: pattern, query, within: within ?? .root) { entry in
                    guard try test?.holds(entry, bindings) ?? true else { return }
                    if found.count % 256 == 0 {
                        held.append(SharedCharge(256 * MemoryLayout<FileEntry>.stride * 2))
                    }
                    found.append(entry)
                }
            }
            return found
        }
    }
}
