internal import LayArchive
internal import LayBounds
internal import LayFiles

/// The files that a step puts its sources into.
struct CopyTarget {
    private(set) var tree: FileTree
    private let step: CopyStep
    private let owner: CopyOwner?
    private var pace = RunBounds.Pace()
    /// Where single files were put that gave the target its name.
    private var named: Set<TreePath> = []
    /// True when one of the sources stands no more, as another has its place.
    private(set) var replacesItsOwn = false

    init(_ tree: FileTree, _ step: CopyStep, _ owner: CopyOwner?) {
        self.tree = tree
        self.step = step
        self.owner = owner
    }

    /// Puts one thing to the target, which is a path of the tree that may lead over links.
    mutating func put(_ item: ResolvedCopy.Item, at target: TreePath) throws {
        if case .node(let node) = item.body, item.unpacks, case .file(let file) = node.body {
            // What is in an archive is read when somebody reads it.
            let contents = item.readsLater ? try file.held() : file
            if Archive.isTar(contents) { return try unpack(contents, at: target) }
        }
        let mode = step.chmod?.modeOfParents ?? 0o755
        try makeDirectories(step.isIntoDirectory ? target : target.parent, mode: mode)
        var place = try real(target)
        let existing = try kind(at: place)
        switch item.body {
        case .directory(let contents):
            if existing == nil { try makeDirectories(place, mode: mode) }
            if existing ?? .directory != .directory { throw ImageError.notIntoFile(target) }
            try merge(contents, into: place, item)
        case .node(let node):
            if existing == .directory {
                place = place.appending(name: item.name)
                if try kind(at: place) == .directory { throw ImageError.notOverDirectory(place) }
            } else if !named.insert(place).inserted {
                replacesItsOwn = true
            }
            try tree.put(changed(node, item), at: place, now: step.now)
        }
    }

    /// What stands at a path that leads over no links; `nil` for nothing.
    private func kind(at path: TreePath) throws(FileError) -> FileKind? {
        do throws(FileError) {
            return try tree.entry(at: path, follow: false).node.kind
        } catch {
            if error.isOfMissing { return nil }
            throw error
        }
    }

    /// A file of a source with the owner and the mode that the step gives, and contents that stay.
    private func changed(_ node: FileNode, _ item: ResolvedCopy.Item) throws(FileError) -> FileNode
    {
        var node = node
        if item.readsLater, case .file(let contents) = node.body {
            node.body = .file(try contents.held())
        }
        if let owner { (node.attributes.uid, node.attributes.gid) = (owner.uid, owner.gid) }
        if let mode = step.chmod, node.kind != .symlink {
            node.attributes.mode = mode.mode(
                for: node.attributes.mode, isDirectory: node.kind == .directory)
        }
        return node
    }

    // MARK: Directories

    /// The place a path leads to, links followed, whatever of it is missing.
    private func real(_ path: TreePath, links: Int = 0) throws -> TreePath {
        if links > 40 { throw ImageError.circularTarget(path) }
        var place = TreePath.root
        var isMissing = false
        for name in path.components {
            let next = place.appending(name: name)
            if isMissing {
                place = next
                continue
            }
            do throws(FileError) {
                place = try tree.resolve(next, lastMayBeMissing: true)
                isMissing = try kind(at: place) == nil
            } catch {
                if error.code == .loop { throw ImageError.circularTarget(next) }
                if !error.isOfMissing { throw error }
                // A link whose target lacks the directories above it; else a file is in the way.
                guard let target = try? tree.entry(at: next, follow: false).node.target else {
                    throw ImageError.noDirectoryAbove(next)
                }
                place = try real(
                    TreePath(target, in: place), links: links + 1)
                isMissing = try kind(at: place) == nil
            }
        }
        return place
    }

    /// Makes a directory with those above it that are missing, each as the step's owner's.
    private mutating func makeDirectories(_ path: TreePath, mode: UInt16) throws {
        if path.bytes.count > 4094 { throw FileError(.nameTooLong, path) }
        let path = try real(path)
        var place = TreePath.root
        for name in path.components {
            place = place.appending(name: name)
            switch try kind(at: place) {
            case .directory: continue
            case nil:
                let attributes = FileAttributes(mode: mode)
                try tree.make(
                    FileNode(.directory, attributes: attributes, modified: step.now), at: place,
                    now: step.now)
                guard let owner else { continue }
                try tree.setAttributes(of: place) { attributes in
                    (attributes.uid, attributes.gid) = (owner.uid, owner.gid)
                }
            default: throw ImageError.noDirectory(place)
            }
        }
    }

    /// Puts everything that is in a directory into another, which keeps its own attributes.
    private mutating func merge(
        _ source: FileTree, into place: TreePath, _ item: ResolvedCopy.Item
    ) throws {
        var links: [Int: TreePath] = [:]
        var times: [(path: TreePath, modified: Nanoseconds)] = []
        let isUnchanged =
            owner == nil && step.chmod == nil && !item.readsLater && !source.hasHardLinks
        var walk = source.walk()
        while let entry = walk.next() {
            if entry.path.isRoot { continue }
            try pace.step(4)
            let path = place.appending(entry.path)
            let existing = try kind(at: path)
            if entry.node.kind == .directory {
                if existing == nil, isUnchanged {
                    try tree.put(entry.node, at: path, now: step.now)
                    try tree.graft(source.subtree(entry.path), at: path)
                    walk.skipDescendants()
                    continue
                }
                if existing ?? .directory != .directory { throw ImageError.notIntoFile(path) }
                // One that is there and keeps its owner gets the mode of the source itself.
                let keeps = item.keepsExisting && existing != nil
                try putDirectory(
                    keeps ? entry.node : changed(entry.node, item), at: path,
                    exists: existing != nil, keepsExisting: keeps)
                times.append((path, entry.node.modified))
                continue
            }
            if existing == .directory { throw ImageError.notOverDirectory(path) }
            if entry.linkID != 0, let first = links[entry.linkID] {
                if existing != nil { try tree.unlink(path, now: step.now) }
                try tree.link(first, to: path, now: step.now)
                continue
            }
            if entry.linkID != 0 { links[entry.linkID] = path }
            try tree.put(changed(entry.node, item), at: path, now: step.now)
        }
        for (path, modified) in times {
            try tree.setModified(modified, of: path, follow: false)
        }
    }

    /// Puts a directory's attributes; extended ones of one that is there stay beside them.
    private mutating func putDirectory(
        _ node: FileNode, at path: TreePath, exists: Bool, keepsExisting: Bool
    ) throws {
        guard exists else { return try tree.put(node, at: path, now: step.now) }
        try tree.setAttributes(of: path, follow: false) { attributes in
            attributes.mode = node.attributes.mode
            if keepsExisting { return }
            (attributes.uid, attributes.gid) = (node.attributes.uid, node.attributes.gid)
            let names = Set(node.attributes.extendedAttributes.map(\.name))
            attributes.extendedAttributes.removeAll { names.contains($0.name) }
            attributes.extendedAttributes += node.attributes.extendedAttributes
        }
    }

    // MARK: Archives

    /// Unpacks an archive into a directory, below which its names and links lead.
    private mutating func unpack(_ contents: FileContents, at target: TreePath) throws {
        try makeDirectories(target, mode: 0o755)
        let place = try real(target)
        var unpacking = ArchiveUnpacking(try tree.subtree(place), owner, now: step.now)
        try LayerArchive.forEachMember(of: ContentsSource(contents), limits: step.limits) {
            try unpacking.add($0)
        }
        try tree.graft(unpacking.finished(), at: place)
    }
}
