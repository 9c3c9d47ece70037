internal import CSystem
internal import LayFiles
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A directory or a file that is granted: the one that had this name when it was granted.
///
/// Links above it were followed then and never again, so that what becomes of them later, by the
/// script's own hand or another's, changes nothing. What was not there yet is looked for by its names
/// below the nearest directory that was, and no link in their place is followed.
final class DiskRoot: Sendable {
    /// The path as it was named.
    let path: TreePath
    /// The same without links.
    let real: TreePath
    /// Where `names` begin; `nil` for a directory whose own name nobody changes.
    let anchor: Descriptor?
    /// The names from the anchor to the root.
    private let names: [[UInt8]]
    /// The directory, once it was opened.
    private let held: Mutex<Descriptor?>

    /// True for a directory above a root that was missing: it may be made, and nothing else.
    let isWay: Bool
    /// True for the name that something on its way to a root has, which nobody is granted by itself.
    let isTwin: Bool

    private init(
        _ path: TreePath, _ real: TreePath, _ anchor: Descriptor?, _ names: [[UInt8]],
        held: Descriptor? = nil, isWay: Bool = false, isTwin: Bool = false
    ) {
        self.path = path
        self.real = real
        self.anchor = anchor
        self.names = names
        self.held = Mutex(held)
        self.isWay = isWay
        self.isTwin = isTwin
    }

    /// The root of a path, and those beside and above it that go with it where it may be written: the
    /// name that something on its way to it has, and the directories that were missing.
    static func roots(granting path: TreePath, writes: Bool) -> [DiskRoot] {
        // Everything is granted, and nothing has to be opened for that.
        if path.isRoot { return [DiskRoot(path, path, nil, [])] }
        var missing: [[UInt8]] = []
        var existing = path
        var found = realPath(existing)
        while found == nil, !existing.isRoot {
            missing.insert(Array(existing.name), at: 0)
            existing = existing.parent
            found = realPath(existing)
        }
        let start = found ?? .root
        if !missing.isEmpty {
            let anchor = Descriptor([0x2f] + start.bytes)
            var roots: [DiskRoot] = []
            var (named, real) = (existing, start)
            for (index, name) in missing.enumerated() {
                (named, real) = (named.appending(name: name), real.appending(name: name))
                let isWay = index < missing.count - 1
                if isWay, !writes { continue }
                roots.append(
                    DiskRoot(named, real, anchor, Array(missing[...index]), isWay: isWay))
            }
            return roots.reversed() + (writes ? [roots.last?.twin].compactMap { $0 } : [])
        }
        let directory = Descriptor([0x2f] + start.bytes)
        if directory != nil, !writes || start.isRoot {
            return [DiskRoot(path, start, nil, [], held: directory)]
        }
        let root = DiskRoot(
            path, start, Descriptor([0x2f] + start.parent.bytes), [Array(start.name)],
            held: directory)
        return [root] + (writes ? [root.twin] : [])
    }

    private static func realPath(_ path: TreePath) -> TreePath? {
        guard let resolved = realpath(path.cString, nil) else { return nil }
        defer { free(resolved) }
        return TreePath(
            bytes: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
    }

    /// What something on its way to this root's name is written as.
    private var twin: DiskRoot {
        DiskRoot(
            path.staging, real.staging, anchor, names.dropLast() + [Array(real.staging.name)],
            isTwin: true)
    }

    /// The path below the root that a path means by either of its names.
    func relative(_ path: TreePath) -> TreePath? {
        path.relative(to: real) ?? path.relative(to: self.path)
    }

    /// The directory.
    ///
    /// - Throws: `FileError` for a file, for nothing and for a link.
    func directory(for path: TreePath) throws(FileError) -> Descriptor {
        if let known = held.withLock({ $0 }) { return known }
        let (parent, name) = try place(for: path)
        guard let opened = Descriptor(name, in: parent) else {
            throw FileError(errno: errno == ELOOP ? ENOTDIR : errno, path: path)
        }
        held.withLock { $0 = opened }
        return opened
    }

    /// The directory that holds the root, and its name there.
    ///
    /// - Throws: `FileError` when that is missing, or not to be used.
    func place(for path: TreePath) throws(FileError) -> (directory: Descriptor, name: [UInt8]) {
        guard var directory = anchor, let name = names.last else {
            throw .notGranted(path, writes: true)
        }
        for name in names.dropLast() {
            guard let next = Descriptor(name, in: directory) else {
                throw FileError(errno: errno == ELOOP ? ENOTDIR : errno, path: path)
            }
            directory = next
        }
        return (directory, name)
    }

    /// Looks for the directory again at its next use: its name was given to another, or taken away.
    func forget() {
        if anchor != nil { held.withLock { $0 = nil } }
    }

    /// Forgets a directory that was removed; true when there may be another.
    func forgetIfRemoved() -> Bool {
        guard anchor != nil, let known = held.withLock({ $0 }), known.isRemoved else {
            return false
        }
        forget()
        return true
    }
}
