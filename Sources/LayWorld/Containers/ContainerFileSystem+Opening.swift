public import LayFiles

extension ContainerFileSystem {
    /// Opens a file; one of the host is opened there.
    public func open(
        _ path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes
    ) throws(FileError) -> OpenFile {
        let (place, found) = try find(
            path, follow: true, mayBeMissing: flags.contains(.create))
        if !flags.contains([.create, .exclusive]), let body = try special(place, found) {
            return OpenFile(body, flags)
        }
        if case .runtime(.proc) = place.part { return try openProcess(path, found, flags) }
        if case .host = place.part { return try openOnHost(place, flags, creating: attributes) }
        let entry = try entry(opening: path, flags, creating: attributes)
        if let body = entry.node.openBody(at: entry.path) { return OpenFile(body, flags) }
        let made = try find(entry.path, follow: false).place
        let open = world.openFiles[part(of: made)] ?? OpenTreeFiles()
        world.openFiles[part(of: made)] = open
        return OpenFile(try open.file(at: made.inside, of: OpenPart(self, made)), flags)
    }

    /// Opens a file of `/proc`, which stays as it was when it was opened.
    private func openProcess(
        _ path: TreePath, _ found: FileEntry?, _ flags: OpenFlags
    ) throws(FileError) -> OpenFile {
        guard let found else { throw FileError(.notFound, path) }
        if flags.contains(.write) { try append([], to: path, creating: found.node.attributes) }
        guard case .file(let contents) = try entry(at: found.path, follow: false).node.body else {
            guard let body = found.node.openBody(at: path) else { throw FileError(.io, path) }
            return OpenFile(body, flags)
        }
        return OpenFile(HeldContents(contents), flags)
    }

    private func openOnHost(
        _ place: MountedFiles.Place, _ flags: OpenFlags, creating attributes: FileAttributes
    ) throws(FileError) -> OpenFile {
        guard flags.contains(.write) else {
            return try world.grantedHost(place.path, place.inside).open(
                place.inside, flags, creating: attributes)
        }
        var opened: OpenFile?
        let opening = PartChange(
            tree: { (_, _) in },
            host: { (host, path) throws(FileError) in
                opened = try host.open(path, flags, creating: attributes)
            })
        try change(place, opening)
        guard let opened else { throw FileError(.io, place.path) }
        return opened
    }

    /// Runs what takes a name away; an open file of that name stays with whoever holds it.
    func removing(
        _ path: TreePath, _ body: () throws(FileError) -> Void
    ) throws(FileError) {
        guard let (open, tree, place) = opened(path) else { return try body() }
        try open.removing(place.inside, from: tree, body)
    }

    /// Runs what gives a file another name; open files are known by it from then on.
    func renaming(
        _ source: TreePath, to target: TreePath, _ body: () throws(FileError) -> Void
    ) throws(FileError) {
        guard let (open, tree, from) = opened(source),
            let to = try? find(target, follow: false, mayBeMissing: true).place,
            part(of: from) == part(of: to)
        else { return try body() }
        try open.renaming(from.inside, to: to.inside, in: tree, body)
    }

    /// The open files of the part that holds a path; `nil` when there are none.
    private func opened(_ path: TreePath) -> (OpenTreeFiles, FileTree, MountedFiles.Place)? {
        if world.openFiles.isEmpty { return nil }
        guard let place = try? find(path, follow: false).place,
            let open = world.openFiles[part(of: place)]
        else { return nil }
        if open.isEmpty {
            world.openFiles[part(of: place)] = nil
            return nil
        }
        guard let tree = try? files().tree(of: place.part) else { return nil }
        return (open, tree, place)
    }

    private func part(of place: MountedFiles.Place) -> OpenPart.Name {
        switch (place.part, owner) {
        case (.volume(let name), _), (_, .volume(let name)): .volume(name)
        case (.temporary(let destination), .container(let id)): .temporary(id, destination)
        case (.runtime, .container(let id)): .runtime(id)
        case (_, .container(let id)): .own(id)
        }
    }
}

/// The tree of a container, of one of its tmpfs or of a volume, for the files of it that are open.
final class OpenPart: OpenTree {
    /// Which tree of a world it is.
    enum Name: Hashable {
        case own(String)
        case runtime(String)
        case temporary(String, TreePath)
        case volume(String)
    }

    private let files: ContainerFileSystem
    private let place: MountedFiles.Place

    /// The part that holds a place.
    init(_ files: ContainerFileSystem, _ place: MountedFiles.Place) {
        self.files = files
        self.place = place
    }

    var now: Nanoseconds { files.now }

    var openTree: FileTree {
        get throws(FileError) {
            guard let tree = try files.files().tree(of: place.part) else {
                throw FileError(.io, place.path)
            }
            return tree
        }
    }

    func change(
        _ path: TreePath, _ body: (inout FileTree) throws(FileError) -> Void
    ) throws(FileError) {
        var place = place
        place.inside = path
        try withoutActuallyEscaping(body) { (body) throws(FileError) in
            try files.change(
                place,
                PartChange(
                    tree: { (tree, _) throws(FileError) in try body(&tree) }, host: { (_, _) in }))
        }
    }
}

/// Contents that nobody changes.
private final class HeldContents: OpenFileBody {
    private let contents: FileContents

    init(_ contents: FileContents) {
        self.contents = contents
    }

    var size: Int { contents.count }
    func read(_ range: Range<Int>) throws(FileError) -> [UInt8] { try contents.bytes(in: range) }
    func write(_ bytes: [UInt8], at offset: Int?) throws(FileError) -> Int {
        throw FileError(.readOnly, .root)
    }
    func truncate(to size: Int) throws(FileError) { throw FileError(.readOnly, .root) }
}
