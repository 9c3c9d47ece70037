internal import LayBounds
internal import LayFiles
internal import LayImages
internal import LayRuntime
internal import LayWorld

/// How the verbs of files are offered by a type: over which files they work, and what is given back.
struct FilePlace<Receiver: ScriptArgument, Result: ScriptResult> {
    /// Runs a verb over the files of a receiver.
    let change: (Bindings, Receiver, (any FileSystem) throws -> Void) throws -> Result
    /// Before the names `remove` and `rename`, which mean the container itself elsewhere.
    let suffix: String
    /// Verbs one after the other, and what is asked behind them, as an example of this type.
    let example: (_ verbs: [String], _ shown: String) -> String
}

extension Bindings {
    /// The verbs over the files of what has a place in the world: a container or a volume. One that
    /// is refused leaves the world as it was.
    func installFileVerbs<Receiver: ScriptArgument>(
        _ table: TypeTable<Receiver>, example: String, name: String,
        _ files: @escaping (Bindings, Receiver) throws -> any FileSystem
    ) {
        let place = FilePlace<Receiver, Nothing>(
            change: { bindings, receiver, verb in
                let files = try files(bindings, receiver)
                try bindings.world.undoing { try verb(files) }
                return Nothing()
            }, suffix: "_file",
            example: { verbs, shown in
                example + verbs.map { "\(name).\($0)\n" }.joined() + name + shown
            })
        table.installFileVerbs(place)
        table.method(
            "write", "Writes a file; it and the directories above it are made.",
            [
                Parameter("path", "the file"), Parameter("contents", "what it holds"),
                Parameter("mode", "its permission bits; 0o644 for a new file"),
                Parameter("owner", "\"user\", \"user:group\" or \":group\", names or numbers"),
            ],
            example: place.example(
                ["write(\"/etc/motd\", \"hi\\n\", mode: 0o600)"],
                "[\"/etc/motd\"].text  # => \"hi\\n\"")
        ) {
            (
                bindings, receiver, path: WrittenPath, contents: FileContents, mode: FileMode?,
                owner: String?
            ) in
            try place.change(bindings, receiver) {
                try $0.put(contents, at: try path.forFile(), mode: mode?.bits, owner: owner)
            }
        }
    }
}

extension TypeTable {
    /// Adds what people do with files, the same for trees, containers and volumes.
    func installFileVerbs<Result: ScriptResult>(_ place: FilePlace<Receiver, Result>) {
        installWriting(place)
        installNames(place)
        installNodes(place)
        installAttributes(place)
    }

    private func installWriting<Result: ScriptResult>(_ place: FilePlace<Receiver, Result>) {
        method(
            "append", "Adds to the end of a file; it and the directories above it are made.",
            [Parameter("path", "the file"), Parameter("contents", "what is added")],
            example: place.example(
                ["append(\"/log\", \"up\\n\")"],
                "[\"/log\"].text  # => \"up\\n\"")
        ) { (bindings, receiver, path: WrittenPath, contents: FileContents) in
            try place.change(bindings, receiver) {
                try $0.extend(try path.forFile(), by: try contents.bytes())
            }
        }
        method(
            "truncate", "Cuts a file to a size, or fills it with zeros up to it.",
            [Parameter("path", "the file"), Parameter("size", "bytes it has then")],
            example: place.example(
                ["append(\"/f\", \"abc\")", "truncate(\"/f\", 2)"],
                "[\"/f\"].text  # => \"ab\"")
        ) { (bindings, receiver, path: WrittenPath, size: Int) in
            try place.change(bindings, receiver) { try $0.resize(try path.forFile(), to: size) }
        }
        method(
            "touch", "Sets a file's modification time, and makes an empty file where none is.",
            [
                Parameter("path", "the file"),
                Parameter("mtime", "seconds since 1970; the world's clock if left out"),
            ],
            example: place.example(
                ["touch(\"/f\", mtime: 60)"],
                "[\"/f\"].mtime  # => 60")
        ) { (bindings, receiver, path: WrittenPath, mtime: FileTime?) in
            try place.change(bindings, receiver) {
                try $0.touch(path, modified: mtime?.nanoseconds ?? bindings.world.now)
            }
        }
    }

    private func installNames<Result: ScriptResult>(_ place: FilePlace<Receiver, Result>) {
        method(
            "mkdir", "Makes a directory and those above it that are missing.",
            [
                Parameter("path", "the directory"),
                Parameter("mode", "its permission bits; a new one has 0o755 if left out"),
            ],
            example: place.example(
                ["mkdir(\"/srv/data\", mode: 0o700)"],
                "[\"/srv/data\"].mode.octal()  # => \"0o700\"")
        ) { (bindings, receiver, path: TreePath, mode: FileMode?) in
            try place.change(bindings, receiver) { try $0.makeDirectory(path, mode: mode?.bits) }
        }
        method(
            "remove\(place.suffix)", "Removes a file or an empty directory.",
            [
                Parameter("path", "what is removed"),
                Parameter("recursive", "true to remove a directory with all below it"),
            ],
            example: place.example(
                ["mkdir(\"/a/b\")", "remove\(place.suffix)(\"/a/b\")"],
                ".list(\"/a\")  # => []")
        ) { (bindings, receiver, path: TreePath, recursive: Flag) in
            try place.change(bindings, receiver) {
                try $0.remove(path, recursively: recursive.isSet)
            }
        }
        method(
            "rename\(place.suffix)",
            "Moves a file or a directory; the directories above its new place are made.",
            [Parameter("from", "where it is"), Parameter("to", "where it will be")],
            example: place.example(
                ["append(\"/old\", \"x\")", "rename\(place.suffix)(\"/old\", \"/new\")"],
                "[\"/new\"].text  # => \"x\"")
        ) { (bindings, receiver, from: TreePath, to: WrittenPath) in
            try place.change(bindings, receiver) { try $0.move(from, to: to) }
        }
        method(
            "link", "Gives a file another name: a hard link.",
            [Parameter("from", "a name it has"), Parameter("to", "the name it gets")],
            example: place.example(
                ["append(\"/a\", \"x\")", "link(\"/a\", \"/b\")"],
                "[\"/b\"].nlink  # => 2")
        ) { (bindings, receiver, from: TreePath, to: WrittenPath) in
            try place.change(bindings, receiver) {
                try $0.addLink(from, to: try to.forNewName())
            }
        }
    }

    private func installNodes<Result: ScriptResult>(_ place: FilePlace<Receiver, Result>) {
        method(
            "symlink", "Makes a symbolic link, whatever it leads to.",
            [Parameter("target", "where it leads"), Parameter("path", "the link")],
            example: place.example(
                ["append(\"/a\", \"x\")", "symlink(\"a\", \"/b\")"],
                "[\"/b\"].text  # => \"x\"")
        ) { (bindings, receiver, target: String, path: WrittenPath) in
            try place.change(bindings, receiver) {
                try $0.place(
                    FileNode(
                        .symlink(target: Array(target.utf8)),
                        attributes: FileAttributes(mode: 0o777), modified: bindings.world.now),
                    at: try path.forNewName())
            }
        }
        method(
            many: "mknod", "Makes a device or a fifo.",
            [
                Parameter("path", "where it is"),
                Parameter("kind", "\"fifo\", \"char\" or \"block\""),
                Parameter("major", "a device's major number"),
                Parameter("minor", "a device's minor number"),
                Parameter("mode", "its permission bits", default: "0o644"),
            ],
            example: place.example(
                ["mknod(\"/srv/zero\", \"char\", 1, 5)"],
                ".list(\"/srv\")  # => [\"zero\"]")
        ) {
            (
                bindings, receiver, path: WrittenPath, kind: String, major: Int?, minor: Int?,
                mode: FileMode?
            ) in
            let body = try FileNode.Body(device: kind, major: major, minor: minor)
            return try place.change(bindings, receiver) {
                try $0.place(
                    FileNode(
                        body, attributes: FileAttributes(mode: mode?.bits ?? 0o644),
                        modified: bindings.world.now), at: try path.forNewName())
            }
        }
    }

    private func installAttributes<Result: ScriptResult>(_ place: FilePlace<Receiver, Result>) {
        method(
            "chmod", "Sets a file's permission bits.",
            [Parameter("path", "the file"), Parameter("mode", "the bits: 0o755")],
            example: place.example(
                ["append(\"/f\", \"\")", "chmod(\"/f\", 0o755)"],
                "[\"/f\"].mode.octal()  # => \"0o755\"")
        ) { (bindings, receiver, path: TreePath, mode: FileMode) in
            try place.change(bindings, receiver) { try $0.changeMode(of: path, to: mode.bits) }
        }
        method(
            "chown", "Sets a file's owner and group; what is not named stays.",
            [
                Parameter("path", "the file"),
                Parameter("owner", "\"user\", \"user:group\" or \":group\", names or numbers"),
            ],
            example: place.example(
                ["append(\"/f\", \"\")", "chown(\"/f\", \"1000:100\")"],
                "[\"/f\"].owner  # => \"1000:100\"")
        ) { (bindings, receiver, path: TreePath, owner: String) in
            try place.change(bindings, receiver) { try $0.changeOwner(of: path, to: owner) }
        }
        method(
            "set_xattr", "Sets an extended attribute of a file, or takes it away with nil.",
            [
                Parameter("path", "the file"), Parameter("name", "the attribute: \"user.note\""),
                Parameter("value", "what it is"),
            ],
            example: place.example(
                ["append(\"/f\", \"\")", "set_xattr(\"/f\", \"user.note\", \"hi\")"],
                "[\"/f\"].xattrs.length  # => 1")
        ) { (bindings, receiver, path: TreePath, name: String, value: FileContents?) in
            let bytes = try value?.bytes()
            return try place.change(bindings, receiver) {
                try $0.setExtendedAttribute(Array(name.utf8), to: bytes, of: path)
            }
        }
    }
}
