import LayFiles
import LayImages
import LayTestSupport

/// Files in memory that fail at a chosen operation, and that know what a crash would leave.
///
/// A file's bytes are safe once it was synchronised, its name once its directory was.
final class FaultyFileSystem: DurableFileSystem {
    /// What happens at the fault: the operation fails alone, or all that follow as well.
    enum Fault { case error, crash }
    /// Which names that were not synchronised a crash leaves as they were.
    enum Loss: CaseIterable { case none, all, some }

    let now: Nanoseconds = 0
    private let inner: TreeFileSystem
    private var synchronized: Set<TreePath> = []
    private var durable: [TreePath: [[UInt8]: FileNode]] = [:]
    private var isDead = false
    /// How many operations there were.
    private(set) var count = 0
    /// The number of the operation to fail.
    var faultAt = Int.max
    var fault = Fault.error

    /// Starts from a tree that is wholly safe.
    init(_ tree: FileTree = FileTree()) {
        inner = TreeFileSystem(tree)
        for entry in tree.walk() {
            if entry.node.kind == .directory {
                durable[entry.path] = names(entry.path)
            } else {
                synchronized.insert(entry.path)
            }
        }
        for path in durable.keys { durable[path] = names(path) }
    }

    var tree: FileTree { inner.tree }

    private func step(_ path: TreePath) throws(FileError) {
        count += 1
        if isDead || count == faultAt {
            if fault == .crash { isDead = true }
            throw FileError(.io, path, detail: "the fault at \(count)")
        }
    }

    private static func cut(_ node: FileNode) -> FileNode {
        guard case .file(let contents) = node.body, let bytes = try? contents.bytes() else {
            return node
        }
        var node = node
        node.body = .file(FileContents(Array(bytes.prefix(bytes.count / 2))))
        return node
    }

    private func node(_ path: TreePath) -> FileNode? {
        guard let node = try? inner.entry(at: path, follow: false).node else { return nil }
        return synchronized.contains(path) || node.kind == .directory ? node : Self.cut(node)
    }

    private func names(_ directory: TreePath) -> [[UInt8]: FileNode] {
        var result: [[UInt8]: FileNode] = [:]
        for item in (try? inner.list(directory)) ?? [] {
            result[item.name] = node(directory.appending(name: item.name))
        }
        return result
    }

    /// The tree that is there after the machine stopped.
    func afterCrash(_ loss: Loss, _ choices: inout Choices) throws -> FileTree {
        var result = FileTree()
        func visit(_ directory: TreePath) throws {
            let (now, safe) = (names(directory), durable[directory] ?? [:])
            let all = Set(now.keys).union(safe.keys).sorted { $0.lexicographicallyPrecedes($1) }
            for name in all {
                let isLost =
                    switch loss {
                    case .none: false
                    case .all: true
                    case .some: Bool.random(using: &choices)
                    }
                guard let node = isLost ? safe[name] : now[name] else { continue }
                let path = directory.appending(name: name)
                try result.put(node, at: path)
                if node.kind == .directory { try visit(path) }
            }
        }
        try visit(.root)
        return result
    }

    // MARK: What can fail

    func write(_ contents: FileContents, unsynchronizedTo path: TreePath) throws(FileError) {
        synchronized.remove(path)
        do {
            try step(path)
        } catch {
            // A write that fails may have written something.
            let bytes = try contents.bytes()
            let half = FileContents(Array(bytes.prefix(bytes.count / 2)))
            if count == faultAt {
                try inner.write(half, to: path, creating: FileAttributes(mode: 0o644))
            }
            throw error
        }
        try inner.write(contents, to: path, creating: FileAttributes(mode: 0o644))
    }

    func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    ) throws(FileError) {
        try write(contents, unsynchronizedTo: path)
    }

    func synchronize(files: [TreePath]) throws(FileError) {
        for path in files {
            try step(path)
            synchronized.insert(path)
            if durable[path.parent]?[Array(path.name)] != nil {
                durable[path.parent]?[Array(path.name)] = node(path)
            }
        }
    }

    func synchronize(directory: TreePath) throws(FileError) {
        try step(directory)
        durable[directory] = names(directory)
    }

    func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        try step(source)
        try inner.rename(source, to: target)
        if synchronized.remove(source) != nil {
            synchronized.insert(target)
        } else {
            synchronized.remove(target)
        }
    }

    func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        try step(path)
        try inner.make(node, at: path)
    }

    func unlink(_ path: TreePath) throws(FileError) {
        try step(path)
        try inner.unlink(path)
        synchronized.remove(path)
    }

    // MARK: What cannot

    func lock(_ path: TreePath) throws(FileError) -> any FileLock { try inner.lock(path) }

    func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        try inner.entry(at: path, follow: follow)
    }

    func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] { try inner.list(path) }

    func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        try inner.resolve(path, lastMayBeMissing: lastMayBeMissing)
    }

    private func unused(_ path: TreePath) -> FileError {
        FileError(.permissionDenied, path, detail: "saving a world does not do this")
    }

    func append(_ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    { throw unused(path) }

    func link(_ source: TreePath, to path: TreePath) throws(FileError) { throw unused(path) }

    func removeDirectory(_ path: TreePath) throws(FileError) { throw unused(path) }

    func setAttributes(
        of path: TreePath, follow: Bool, _ change: (inout FileAttributes) -> Void
    ) throws(FileError) { throw unused(path) }

    func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError) {
        throw unused(path)
    }

    func truncate(_ path: TreePath, to size: Int) throws(FileError) { throw unused(path) }
}
