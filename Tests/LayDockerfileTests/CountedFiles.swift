import LayFiles

/// Files of a tree that tell which of its directories were looked at.
final class CountedFiles: FileSystem {
    private let base: TreeFileSystem
    private(set) var surveyed: [String] = []

    init(_ tree: FileTree) {
        base = TreeFileSystem(tree)
    }

    var now: Nanoseconds { base.now }

    func survey(_ path: TreePath) throws(FileError) -> [FileEntry] {
        surveyed.append(path.description)
        return try base.survey(path)
    }

    func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        try base.entry(at: path, follow: follow)
    }

    func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] { try base.list(path) }

    func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        try base.resolve(path, lastMayBeMissing: lastMayBeMissing)
    }

    func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    ) throws(FileError) { try base.write(contents, to: path, creating: attributes) }

    func append(
        _ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes
    ) throws(FileError) { try base.append(bytes, to: path, creating: attributes) }

    func open(
        _ path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes
    ) throws(FileError) -> OpenFile { try base.open(path, flags, creating: attributes) }

    func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        try base.make(node, at: path)
    }

    func link(_ source: TreePath, to path: TreePath) throws(FileError) {
        try base.link(source, to: path)
    }

    func unlink(_ path: TreePath) throws(FileError) { try base.unlink(path) }
    func removeDirectory(_ path: TreePath) throws(FileError) { try base.removeDirectory(path) }
    func removeAll(_ path: TreePath) throws(FileError) { try base.removeAll(path) }

    func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        try base.rename(source, to: target)
    }

    func setAttributes(
        of path: TreePath, follow: Bool, _ change: (inout FileAttributes) -> Void
    ) throws(FileError) { try base.setAttributes(of: path, follow: follow, change) }

    func setModified(
        _ time: Nanoseconds, of path: TreePath, follow: Bool
    ) throws(FileError) { try base.setModified(time, of: path, follow: follow) }

    func truncate(_ path: TreePath, to size: Int) throws(FileError) {
        try base.truncate(path, to: size)
    }
}
