internal import LayArchive
internal import LayBounds
internal import LayContainers
internal import LayDisk
internal import LayDockerfile
internal import LayFiles
internal import LayImages
internal import LayWorld

/// What the words of `lay build` name: files, images and secrets. What was typed is what is granted.
struct BuildInputs {
    private let machine: Machine
    private let world: World

    init(_ machine: Machine, _ world: World) {
        self.machine = machine
        self.world = world
    }

    /// The bytes of a Dockerfile; `-` is the standard input.
    func dockerfile(_ name: String) throws -> [UInt8] {
        if name == "-" { return try Terminal.contents(of: 0) }
        return try bytes(of: name)
    }

    private func bytes(of name: String) throws -> [UInt8] {
        let path = Machine.absolute(name)
        do throws(FileError) {
            let entry = try machine.reading(path).entry(at: path, follow: true)
            guard case .file(let contents) = entry.node.body else {
                throw FileError(.isDirectory, path)
            }
            return try contents.bytes()
        } catch {
            throw Complaint.unreadable(name, error.reason)
        }
    }

    /// The files of a directory.
    func context(_ name: String, dockerfile: String) throws -> BuildContext {
        let root = Machine.absolute(name)
        let file = dockerfile == "-" ? nil : Machine.absolute(dockerfile)
        let own = file.map { IgnoreFile.names(for: $0).own }
        let files = machine.reading([root] + (own.map { [$0] } ?? []))
        guard try files.find(root)?.kind == .directory else {
            throw Complaint.noContext(name)
        }
        return try BuildContext.opening(root, of: files, dockerfile: file, now: world.now)
    }

    /// What `-` gives for a context: the files of a tar, or nothing beside a Dockerfile.
    func contextFromInput(dockerfile: String?) throws -> (any CopyOrigin, [UInt8]) {
        let bytes = FileContents(try Terminal.contents(of: 0))
        switch try ContextArchive(bytes) {
        case .dockerfile(let text): return (BuildContext(FileTree()), text)
        case .files(let tree):
            let path = TreePath(dockerfile ?? "Dockerfile")
            guard case .file(let contents)? = try? tree.entry(at: path).node.body else {
                throw Complaint.unreadable("\(path)", "the archive has no such file")
            }
            // Docker leaves nothing out of an archive: whoever packed it chose.
            return (BuildContext(tree), try contents.bytes())
        }
    }

    /// A name and a value with `=` between.
    static func pair(_ text: String, _ option: String) throws(Complaint) -> (String, String) {
        let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty else {
            throw Complaint.noPair(text, option)
        }
        return (String(parts[0]), String(parts[1]))
    }

    /// The values of ARGs; the environment's `SOURCE_DATE_EPOCH` is one, unless another is given.
    ///
    /// - Throws: `Complaint` for one without a name.
    func arguments(_ texts: [String]) throws(Complaint) -> [(name: String, value: String)] {
        for text in texts where text.isEmpty || text.hasPrefix("=") {
            throw .noPair(text, "--build-arg")
        }
        var arguments = texts.compactMap { machine.argument($0) }
        let name = BuildRequest.epochName
        if !arguments.contains(where: { $0.name == name }), let value = Machine.variable(name) {
            arguments.append((name, value))
        }
        return arguments
    }

    /// What an image is for; several are several builds.
    static func platform(_ text: String) throws -> Platform {
        if text.contains(",") {
            throw Complaint(
                message: "--platform \(text): a build is for one platform",
                help: "build once for each, with a tag of its own", status: 2)
        }
        return try PlatformName.platform(text)
    }

    /// `id=NAME,src=FILE` or `id=NAME,env=VARIABLE`.
    func secret(_ text: String) throws -> (id: String, bytes: [UInt8]) {
        var fields: [String: String] = [:]
        for field in text.split(separator: ",") {
            let (key, value) = try Self.pair(String(field), "--secret")
            fields[key == "source" ? "src" : key] = value
        }
        guard
            let id = fields["id"]
                ?? fields["src"].map({ String($0.split(separator: "/").last ?? "") })
        else { throw Complaint.noPair(text, "--secret") }
        if let variable = fields["env"] {
            // As in Docker, one that is not set is empty.
            return (id, Array((Machine.variable(variable) ?? "").utf8))
        }
        if fields["src"] == nil, let value = Machine.variable(id) {
            return (id, Array(value.utf8))
        }
        return (id, try bytes(of: fields["src"] ?? id))
    }

    /// `NAME=DIR`, `NAME=docker-image://REF` or `NAME=oci-layout://DIR[:TAG]`.
    func namedContext(_ text: String) throws -> (name: String, source: BuildRequest.NamedContext) {
        let (name, value) = try Self.pair(text, "--build-context")
        if let reference = value.suffix(after: "docker-image://") {
            return (name, .image(try image(reference)))
        }
        if let layout = value.suffix(after: "oci-layout://") {
            let parts = layout.split(separator: ":", maxSplits: 1).map(String.init)
            let path = Machine.absolute(parts.first ?? "")
            let reader = ImageReader(machine.reading(path))
            let readings = try reader.read(path, name: parts.count > 1 ? parts[1] : nil)
            guard let found = readings.first?.image else { throw Complaint.noContext(layout) }
            return (name, .image(found))
        }
        let root = Machine.absolute(value)
        guard try machine.reading(root).find(root)?.kind == .directory else {
            throw Complaint.noContext(value)
        }
        return (
            name,
            .files(
                try BuildContext.opening(root, of: machine.reading(root), now: world.now)
                    .tree(at: .root))
        )
    }

    /// `ADDRESS=FILE` or `ADDRESS=DIR`, for the world's catalogue.
    func addDownload(_ text: String) throws {
        // An address may hold the sign itself, in its query.
        guard let sign = text.lastIndex(of: "="), let address = Optional(String(text[..<sign])),
            RemoteAddress(address) != nil
        else { throw Complaint.noDownload(text) }
        let name = String(text[text.index(after: sign)...])
        let path = Machine.absolute(name)
        let files = machine.reading(path)
        guard let entry = try files.find(path) == nil ? nil : files.entry(at: path, follow: true)
        else { throw Complaint.unreadable(name, "it is not there") }
        if case .file(let contents) = entry.node.body {
            world.state.downloads[address] = .file(contents, modified: 0)
        } else {
            world.state.downloads[address] = .files(
                try Snapshot.tree(of: files, at: path, modified: world.now, isRootOwned: true))
        }
    }

    /// The image of a name: one of the world, or Lay's own base.
    func image(_ name: String) throws(ImageError) -> Image {
        try ContainerEngine(world).baseImage(name)
    }

    func write(_ text: String, to name: String) throws {
        let path = Machine.absolute(name)
        try machine.writing(path).put(FileContents(text), at: path)
    }
}

extension String {
    /// What follows a prefix; `nil` without it.
    fileprivate func suffix(after prefix: String) -> String? {
        hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil
    }
}
