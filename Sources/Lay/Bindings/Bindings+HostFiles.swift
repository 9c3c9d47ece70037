internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// What scripts do with the host's files by their names; each name is refused where it is not granted,
/// and so is what a link would lead to.
extension Bindings {
    func installHostFiles(_ hosts: TypeTable<HostHandle>) {
        let text = "host.write(\"/notes/a\", \"1\")\n"
        hosts.action(
            "write",
            "Writes a file of the host, making the directories above it; it takes a grant.",
            [
                Parameter("path", "the file"), Parameter("contents", "what it holds"),
                Parameter(
                    "parents", "false to make no directories above it", default: "true"),
            ],
            example: text + "host.file(\"/notes/a\").size  # => 1"
        ) { (bindings, _, path: String, contents: FileContents, parents: Bool?) in
            let place = try bindings.writable(path)
            _ = try WrittenPath(path).forFile()
            let files = try bindings.hostFiles()
            if parents == false { try files.requireParent(of: place) }
            try files.put(contents, at: place)
        }
        hosts.action(
            "append",
            "Adds to the end of a file of the host; it and the directories above it are made.",
            [Parameter("path", "the file"), Parameter("contents", "what is added")],
            example: text
                + "host.append(\"/notes/a\", \"2\")\nhost.file(\"/notes/a\").text  # => \"12\""
        ) { (bindings, _, path: String, contents: FileContents) in
            let place = try bindings.writable(path)
            _ = try WrittenPath(path).forFile()
            let files = try bindings.hostFiles()
            // What is written to a fifo or a device lands in no file.
            if let kind = try files.find(place)?.kind, kind != .file, kind != .directory {
                throw FileError(.invalidArgument, place, standing: kind)
            }
            try files.extend(place, by: try contents.bytes())
        }
        hosts.method(
            "list", "The names in a directory of the host, in order.",
            [Parameter("path", "the directory", default: "\".\"")],
            example: text + "host.list(\"/notes\")  # => [\"a\"]"
        ) { (bindings, _, path: String?) in
            let items = try bindings.hostFiles().list(try bindings.readable(path ?? "."))
            try bindings.vm.work(items.count)
            try bindings.vm.reserve(items.reduce(0) { $0 + 64 + $1.name.count })
            return items.map { TreePath.display($0.name[...]) }
        }
        hosts.method(
            "exists", "True when there is something at a path of the host, links followed.",
            [Parameter("path", "where it may lie")],
            example: text + "host.exists(\"/notes/b\")  # => false"
        ) { (bindings, _, path: String) in
            do {
                let place = try bindings.readable(path)
                let kind = try bindings.hostFiles().status(at: place, follow: true).kind
                return kind == .directory || !WrittenPath(path).namesDirectory
            } catch let error as FileError
                where [.notFound, .notDirectory, .loop, .nameTooLong].contains(error.code)
            {
                return false
            }
        }
        installHostNames(hosts)
    }

    private func installHostNames(_ hosts: TypeTable<HostHandle>) {
        let text = "host.write(\"/notes/a\", \"1\")\n"
        hosts.action(
            "mkdir", "Makes a directory of the host; one that is there is left as it is.",
            [
                Parameter("path", "the directory"),
                Parameter(
                    "parents",
                    "false to make none above it, and to refuse one that is there",
                    default: "true"),
            ], example: "host.mkdir(\"/out/logs\")\nhost.list(\"/out\")  # => [\"logs\"]"
        ) { (bindings, _, path: String, parents: Bool?) in
            let place = try bindings.writable(path)
            let files = try bindings.hostFiles()
            if parents == false {
                try files.requireParent(of: place)
                if let known = try files.find(place) {
                    throw FileError(.exists, place, standing: known.kind)
                }
            }
            try files.makeDirectory(place)
        }
        hosts.action(
            "remove",
            "Removes a file, a link or an empty directory of the host.",
            [
                Parameter("path", "what is removed"),
                Parameter("recursive", "true to remove a directory with all below it"),
            ], example: text + "host.remove(\"/notes/a\")\nhost.list(\"/notes\")  # => []"
        ) { (bindings, _, path: String, recursive: Flag) in
            try bindings.naming([path]) { files, places in
                try files.requireDirectory(at: places[0], if: WrittenPath(path).namesDirectory)
                if !recursive.isSet {
                    try files.remove(places[0])
                    return
                }
                var removal = try Removal(of: places[0], in: files)
                while try removal.step() { try bindings.vm.work(16) }
            }
        }
        hosts.action(
            "rename",
            "Moves a file or a directory of the host; the directories above its new place are made.",
            [Parameter("from", "where it is"), Parameter("to", "where it will be")],
            example: text
                + "host.rename(\"/notes/a\", \"/old/a\")\nhost.file(\"/old/a\").text  # => \"1\""
        ) { (bindings, _, from: String, to: String) in
            try bindings.naming([from, to]) { files, places in
                try files.requireDirectory(at: places[0], if: WrittenPath(from).namesDirectory)
                try files.requireDirectory(at: places[0], if: WrittenPath(to).namesDirectory)
                try files.move(places[0], to: places[1])
            }
        }
    }

    /// Runs what changes names of the host, which are not followed where they are links.
    ///
    /// - Throws: `PermissionDenied` with the grant that would allow it, or inside `atomic`.
    private func naming(
        _ texts: [String], _ body: (any ConfinedFileSystem, [TreePath]) throws -> Void
    ) throws {
        let places = try texts.map { text in
            if atomicDepth > 0, !(host.files is any ReversibleFileSystem) {
                throw LayError.cannotRollBack(text)
            }
            return asked(text, writes: true)
        }
        let files = try hostFiles()
        for (text, place) in zip(texts, places) where !files.covers(place, writes: true) {
            throw refused(text, place, writes: true)
        }
        do {
            // What makes directories above a name would take a link there for one that is missing.
            for place in places where files.covers(place.parent, writes: true) {
                _ = try files.reach(place.parent, writes: true)
            }
            try body(files, places)
        } catch let error as FileError where error.code == .notGranted {
            let index = places.firstIndex { error.path.isBelowOrEqual($0) } ?? 0
            throw refused(texts[index], places[index], writes: true)
        }
    }
}

extension FileSystem {
    /// - Throws: `FileError` of code `notFound` where the directory of a name is missing.
    fileprivate func requireParent(of path: TreePath) throws(FileError) {
        if try find(path.parent) == nil { throw FileError(.notFound, path.parent) }
    }

    /// - Throws: `FileError` of code `notDirectory` for what is none although its name says so.
    fileprivate func requireDirectory(at path: TreePath, if isMeant: Bool) throws(FileError) {
        if isMeant, try status(at: path, follow: false).kind != .directory {
            throw FileError(.notDirectory, path)
        }
    }
}
