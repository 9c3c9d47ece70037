internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayRuntime
internal import LayWorld

extension Bindings {
    func installFiles() {
        let files = TypeTable<FileValue>(
            self, file,
            "A file, a directory, a link or a device as a value: what it is, whose, what it holds.")
        file.display = { [unowned self] vm, value, _ in
            if let literal: NodeLiteral = content(value) {
                return "<\(literal.node.kind.word) of \(literal.node.size) bytes>"
            }
            guard let entry: FileEntry = content(value) else { return "<file>" }
            let mode = String(entry.node.attributes.mode, radix: 8)
            return
                "\(entry.path.description.shown()) (\(entry.node.kind.word), \(entry.node.size) bytes, 0o\(mode))"
        }
        file.equals = { [unowned self] _, a, b in
            guard let x: FileEntry = content(a), let y: FileEntry = content(b) else { return false }
            return x.node.isEqual(to: y.node)
        }
        installFileConstructors()
        installFilePlaces(files)
        installFileAttributes(files)
        installFileContents(files)
    }

    private func installFileConstructors() {
        constructor(
            file,
            NativeMember(
                many: "A file to put into tree({…}) or layer({…}), with more than its contents.",
                [
                    Parameter("contents", "what it holds"),
                    Parameter("mode", "its permission bits", default: "0o644"),
                    Parameter(
                        "owner", "\"1000\" or \"1000:100\", numbers only",
                        default: "\"0:0\""),
                    Parameter(
                        "mtime", "seconds since 1970; the world's clock if left out"),
                    Parameter("xattrs", "extended attributes by name", default: "{}"),
                ],
                example: """
                    let t = tree({"/bin/up": file("#!/bin/sh\\n", mode: 0o755)})
                    t["/bin/up"].mode.octal()  # => "0o755"
                    """
            ) {
                (
                    bindings, contents: FileContents, mode: FileMode?, owner: NumericOwner?,
                    mtime: FileTime?, xattrs: AttributeMap?
                ) in
                NodeLiteral.file(
                    contents, mode: mode?.bits, owner: owner?.numbers,
                    extendedAttributes: xattrs?.attributes ?? [],
                    modified: mtime?.nanoseconds ?? bindings.world.now)
            })
        define(
            "symlink",
            NativeMember(
                "A symbolic link to put into tree({…}) or layer({…}).",
                [Parameter("target", "where it leads, whether that is there or not")],
                example: "tree({\"/a\": \"1\", \"/b\": symlink(\"a\")})[\"/b\"].text  # => \"1\""
            ) { (bindings, target: String) in
                NodeLiteral.symlink(to: Array(target.utf8), modified: bindings.world.now)
            })
        define(
            "directory",
            NativeMember(
                "A directory to put into tree({…}) or layer({…}).",
                [
                    Parameter("mode", "its permission bits", default: "0o755"),
                    Parameter(
                        "owner", "\"1000\" or \"1000:100\", numbers only",
                        default: "\"0:0\""),
                    Parameter("opaque", "in a layer: true to hide all that was below it"),
                ],
                example: """
                    let l = layer({"/etc": directory(opaque: true)})
                    (tree({"/etc/motd": "hi"}) + l).list("/etc")  # => []
                    """
            ) { (bindings, mode: FileMode?, owner: NumericOwner?, opaque: Flag) in
                NodeLiteral.directory(
                    mode: mode?.bits, owner: owner?.numbers, isOpaque: opaque.isSet,
                    modified: bindings.world.now)
            })
    }

    private func installFilePlaces(_ files: TypeTable<FileValue>) {
        let motd = "let f = tree({\"/etc/motd\": \"hi\"})[\"/etc/motd\"]\nf."
        files.property(
            "path", "Where it stands in its tree, links resolved.",
            example: motd + "path  # => \"/etc/motd\""
        ) { _, file in file.entry.path.description }
        files.property(
            "name", "The last part of its path.", example: motd + "name  # => \"motd\""
        ) { _, file in TreePath.display(file.entry.path.name) }
        files.property(
            "kind", "\"file\", \"directory\", \"symlink\", \"fifo\", \"char\" or \"block\".",
            example: motd + "kind  # => \"file\""
        ) { _, file in file.entry.node.kind.word }
        files.property(
            "nlink",
            "How many names of its tree it has: hard links; of a directory 2 and one for each in it.",
            example: motd + "nlink  # => 1"
        ) { _, file in file.entry.linkCount }
        files.property(
            "target", "Where a symbolic link leads; nil for another file.",
            example: "tree({\"/l\": symlink(\"etc\")}).entry(\"/l\").target  # => \"etc\""
        ) { _, file in file.entry.node.target.map { TreePath.display($0[...]) } }
    }

    private func installFileAttributes(_ files: TypeTable<FileValue>) {
        let run = "let f = file(\"#!/bin/sh\\n\", mode: 0o755, owner: \"33:44\", mtime: 60)\nf."
        files.property(
            "mode", "Its twelve permission bits.", example: run + "mode.octal()  # => \"0o755\""
        ) { _, file in Int(file.entry.node.attributes.mode) }
        files.property("uid", "The number of its owner.", example: run + "uid  # => 33") {
            _, file in Int(file.entry.node.attributes.uid)
        }
        files.property("gid", "The number of its group.", example: run + "gid  # => 44") {
            _, file in Int(file.entry.node.attributes.gid)
        }
        files.property(
            "owner", "Owner and group as chown takes them, in numbers.",
            example: run + "owner  # => \"33:44\""
        ) { _, file in
            "\(file.entry.node.attributes.uid):\(file.entry.node.attributes.gid)"
        }
        files.property(
            "mtime", "When it was changed, in seconds since 1970.",
            example: run + "mtime  # => 60"
        ) { _, file in FileTime(nanoseconds: file.entry.node.modified) }
        files.property(
            "xattrs", "Its extended attributes by name.",
            example:
                "file(\"\", xattrs: {\"user.note\": \"hi\"}).xattrs[\"user.note\"].text  # => \"hi\""
        ) { _, file in ByteMap(attributes: file.entry.node.attributes.extendedAttributes) }
    }

    private func installFileContents(_ files: TypeTable<FileValue>) {
        let motd = "let f = tree({\"/etc/motd\": \"hi\\nho\\n\"})[\"/etc/motd\"]\nf."
        files.property(
            "size", "Bytes it holds; of a link those of its target.",
            example: motd + "size  # => 6"
        ) { _, file in file.entry.node.size }
        files.property(
            "text", "What it holds as a string; an error when that is not UTF-8.",
            example: motd + "text  # => \"hi\\nho\\n\""
        ) { bindings, file in DecodedText(bytes: try bindings.bytes(of: file)[...]) }
        files.property(
            "bytes", "What it holds as bytes.", example: motd + "bytes.length  # => 6"
        ) { bindings, file in ByteString(bytes: try bindings.bytes(of: file)) }
        files.property(
            "sha256", "The SHA-256 of what it holds, in hexadecimal digits.",
            example: "file(\"hi\").sha256.starts_with(\"8f434346\")  # => true"
        ) { _, file in try Digest.of(file.entry.contents()).hex }
        files.method(
            "lines", "Its lines without their ends, one after the other; other bytes are U+FFFD.",
            example: motd + "lines().list()  # => [\"hi\", \"ho\"]"
        ) { bindings, file in
            let lines = LineReader(try bindings.bytes(of: file))
            return Lazily(lines.lazy.map { DecodedText(bytes: $0, isLossy: true) })
        }
    }

    /// What a file holds, when a script may hold as much.
    private func bytes(of file: FileValue) throws -> [UInt8] {
        let contents = try file.entry.contents()
        try vm.reserve(contents.count)
        return try contents.bytes()
    }
}
