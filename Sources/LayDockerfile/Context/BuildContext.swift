public import LayFiles
public import LayImages

/// The files that a build may copy from: a directory without what its ignore file names.
///
/// Only what a step asks for is looked at, once, and no file is opened before somebody reads it. Links
/// lead to what is inside: an absolute one begins at the root, and `..` does not leave it.
public final class BuildContext: CopyOrigin {
    /// The lines that decide what is left out; `nil` where everything is sent.
    public let ignoreFile: IgnoreFile?
    /// True where contents are read when they are needed, from files that may change.
    public let readsLater: Bool
    /// The time that everything gets; `nil` where files keep theirs, and their owners.
    let now: Nanoseconds?
    let root: ContextDirectory

    /// Links followed before a path is given up as a circle, as in Linux.
    private static let mostLinks = 40

    private init(_ root: ContextDirectory, _ ignoreFile: IgnoreFile?, now: Nanoseconds?) {
        self.root = root
        self.ignoreFile = ignoreFile
        self.now = now
        readsLater = now != nil
    }

    /// The files below a directory, which become root's and get one time, so that two checkouts are
    /// equal.
    ///
    /// - Parameter files: may be confined to the directory; the context leaves it by no link.
    /// - Throws: `FileError` for a directory that is none, or may not be read.
    public convenience init(
        _ directory: TreePath, of files: any FileSystem, ignoring ignoreFile: IgnoreFile? = nil,
        now: Nanoseconds
    ) throws(FileError) {
        let real = try files.resolve(directory, lastMayBeMissing: false)
        let entry = try files.entry(at: real, follow: true)
        guard entry.node.kind == .directory else { throw FileError(.notDirectory, directory) }
        self.init(
            ContextDirectory(real, of: files, entry.node, Self.patterns(ignoreFile)), ignoreFile,
            now: now)
    }

    /// The files of a tree, such as an archive's, which keep their owners and times.
    public convenience init(_ tree: FileTree, ignoring ignoreFile: IgnoreFile? = nil) {
        let node =
            (try? tree.entry(at: .root).node)
            ?? FileNode(.directory, attributes: FileAttributes(mode: 0o755))
        self.init(
            ContextDirectory(
                .root, of: TreeFileSystem(tree), node, Self.patterns(ignoreFile)), ignoreFile,
            now: nil)
    }

    private static func patterns(_ ignoreFile: IgnoreFile?) -> PathPatterns {
        ignoreFile?.patterns ?? .none
    }

    // MARK: Looking

    /// What is at a path; `nil` for nothing, and for what is ignored.
    ///
    /// - Throws: `FileError` for a circle of links, and for what cannot be read.
    public func entry(at path: TreePath, follow: Bool) throws -> FileEntry? {
        guard let found = try find(path, follow: follow) else { return nil }
        return FileEntry(
            path: found.path, node: sent(found.entry.node), linkID: found.entry.linkID)
    }

    /// The names in a directory, in byte order.
    ///
    /// - Throws: `FileError`.
    public func list(_ path: TreePath) throws -> [DirectoryItem] {
        guard let directory = try find(path, follow: true)?.directory else {
            throw FileError(.notDirectory, path)
        }
        let entries = try directory.read().entries
        return try directory.visible().map {
            DirectoryItem(name: Array(entries[$0].path.name), kind: entries[$0].node.kind)
        }
    }

    /// A directory with everything in it that is not ignored; links stay links.
    ///
    /// - Throws: `FileError`.
    /// - Complexity: O(*n*) in the entries.
    public func tree(at path: TreePath) throws -> FileTree {
        guard let found = try find(path, follow: true), let directory = found.directory else {
            throw FileError(.notDirectory, path)
        }
        var assembly = ContextAssembly { [self] in sent($0) }
        return try assembly.tree(of: directory, sent(found.entry.node))
    }

    /// What is sent of a file.
    private func sent(_ node: FileNode) -> FileNode {
        guard let now else { return node }
        var node = node
        node.modified = now
        node.attributes.uid = 0
        node.attributes.gid = 0
        return node
    }

    /// What a path leads to; the directory where it is one.
    private func find(
        _ path: TreePath, follow: Bool
    ) throws(FileError) -> (path: TreePath, entry: FileEntry, directory: ContextDirectory?)? {
        var waiting: [ArraySlice<UInt8>] = path.components.reversed()
        var names: [ArraySlice<UInt8>] = []
        var directories = [root]
        var links = 0
        while let name = waiting.popLast() {
            if name.elementsEqual(".".utf8) { continue }
            if name.elementsEqual("..".utf8) {
                if directories.count > 1 {
                    directories.removeLast()
                    names.removeLast()
                }
                continue
            }
            guard let directory = directories.last, let index = try directory.index(of: name),
                try directory.isVisible(index)
            else { return nil }
            let entry = try directory.read().entries[index]
            switch entry.node.body {
            case .symlink(let target) where !waiting.isEmpty || follow:
                links += 1
                if links > Self.mostLinks { throw FileError(.loop, path) }
                if target.first == UInt8(ascii: "/") {
                    directories = [root]
                    names = []
                }
                waiting += target.split(separator: UInt8(ascii: "/")).reversed()
                if waiting.count > 4096 { throw FileError(.nameTooLong, path) }
            case .directory:
                directories.append(try directory.child(index))
                names.append(name)
            default:
                if !waiting.isEmpty { return nil }
                return (TreePath(joining: names + [name]), entry, nil)
            }
        }
        guard let directory = directories.last else { return nil }
        let place = TreePath(joining: names)
        return (place, FileEntry(path: place, node: directory.node), directory)
    }
}

extension TreePath {
    /// The path of these names, which are no `.` and no `..`.
    init(joining names: [ArraySlice<UInt8>]) {
        self.init(bytes: names.joined(separator: [UInt8(ascii: "/")]))
    }
}
