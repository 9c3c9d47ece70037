/// Any files, confined by a look at the links on the way.
package final class GrantedFiles: ConfinedFileSystem, DurableFileSystem {
    /// What is asked for.
    enum Access {
        /// Whether something is there: also asked about the directories above what is granted.
        case look
        case read
        case write
        case makeDirectory

        var writes: Bool { self == .write || self == .makeDirectory }
    }

    /// A place that is granted, and where it lay when it was.
    private struct Root {
        let path: TreePath
        let real: TreePath
    }

    private let base: any FileSystem
    private let readable: [Root]
    private let writable: [Root]

    package init(_ base: any FileSystem, _ grants: FileGrants) {
        self.base = base
        func roots(_ paths: [TreePath]) -> [Root] {
            paths.map { path in
                Root(path: path, real: (try? base.resolve(path, lastMayBeMissing: true)) ?? path)
            }
        }
        writable = roots(grants.writable)
        readable = roots(grants.readable) + writable
    }

    package var now: Nanoseconds { base.now }

    package func covers(_ path: TreePath, writes: Bool) -> Bool {
        (writes ? writable : readable).contains {
            path.isBelowOrEqual($0.path) || path.isBelowOrEqual($0.real)
        }
    }

    /// True for what is granted without a look at what is there.
    private func isFree(_ access: Access) -> Bool {
        (access.writes ? writable : readable).contains { $0.path.isRoot }
    }

    /// The place of a path without links among what is granted; `nil` for any other.
    private func granted(_ path: TreePath, _ access: Access) -> TreePath? {
        for root in access.writes ? writable : readable {
            for start in [root.real, root.path] {
                if let rest = path.relative(to: start) { return root.real.appending(rest) }
                if access.writes, path.isBelowOrEqual(start.staging) { return path }
                // Whoever makes what is granted makes the directories above it, if they are missing.
                if access == .look || access == .makeDirectory, start.isBelowOrEqual(path) {
                    return path
                }
            }
        }
        return nil
    }

    package func reach(_ path: TreePath, writes: Bool) throws(FileError) -> TreePath {
        let place = try place(path, writes ? .write : .read)
        let isFree = isFree(writes ? .write : .read)
        guard isFree || covers(path, writes: writes) && covers(place, writes: writes) else {
            throw .notGranted(path, writes: writes)
        }
        return place
    }

    /// Where a path leads, which the base need not resolve again.
    ///
    /// Outside of what is granted names are only names: nothing there is looked at.
    private func place(
        _ path: TreePath, _ access: Access, follow: Bool = true
    ) throws(FileError) -> TreePath {
        let path = try path.checked()
        if isFree(access) { return path }
        var waiting: [[UInt8]] = path.components.reversed().map { Array($0) }
        var place = TreePath.root
        var links = 0
        while let name = waiting.popLast() {
            if name == Array("..".utf8) {
                place = place.parent
                continue
            }
            let next = place.appending(name: name)
            guard let inside = granted(next, access) else {
                place = next
                continue
            }
            place = inside
            if waiting.isEmpty, !follow { break }
            let entry = try? base.entry(at: place, follow: false)
            guard case .symlink(let target)? = entry?.node.body else { continue }
            links += 1
            if links > 40 { throw FileError(.loop, path) }
            place = target.first == UInt8(ascii: "/") ? .root : place.parent
            waiting += target.split(separator: UInt8(ascii: "/")).reversed()
                .map { Array($0) }.filter { $0 != Array(".".utf8) }
        }
        guard let inside = granted(place, access) else {
            throw .notGranted(path, writes: access.writes)
        }
        return inside
    }

    /// Does something at a place; what it refuses is told of the path that was asked for.
    private func at<Result>(
        _ path: TreePath, _ access: Access, follow: Bool = true,
        _ body: (TreePath) throws(FileError) -> Result
    ) throws(FileError) -> Result {
        try body(try place(path, access, follow: follow))
    }

    package func entry(at path: TreePath, follow: Bool) throws(FileError) -> FileEntry {
        try at(path, .read, follow: follow) { (place) throws(FileError) in
            try base.entry(at: place, follow: follow)
        }
    }

    package func status(at path: TreePath, follow: Bool) throws(FileError) -> (
        kind: FileKind, size: Int
    ) {
        try at(path, .look, follow: follow) { (place) throws(FileError) in
            try base.status(at: place, follow: follow)
        }
    }

    package func list(_ path: TreePath) throws(FileError) -> [DirectoryItem] {
        try at(path, .read) { (place) throws(FileError) in try base.list(place) }
    }

    package func survey(_ path: TreePath) throws(FileError) -> [FileEntry] {
        try at(path, .read) { (place) throws(FileError) in try base.survey(place) }
    }

    package func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        try at(path, .read) { (place) throws(FileError) in
            try base.resolve(place, lastMayBeMissing: lastMayBeMissing)
        }
    }

    package func write(
        _ contents: FileContents, to path: TreePath, creating attributes: FileAttributes
    ) throws(FileError) {
        try at(path, .write) { (place) throws(FileError) in
            try base.write(contents, to: place, creating: attributes)
        }
    }

    package func append(_ bytes: [UInt8], to path: TreePath, creating attributes: FileAttributes)
        throws(FileError)
    {
        try at(path, .write) { (place) throws(FileError) in
            try base.append(bytes, to: place, creating: attributes)
        }
    }

    package func open(
        _ path: TreePath, _ flags: OpenFlags, creating attributes: FileAttributes
    ) throws(FileError) -> OpenFile {
        let access: Access = flags.isDisjoint(with: [.write, .create, .truncate]) ? .read : .write
        return try at(path, access) { (place) throws(FileError) in
            try base.open(place, flags, creating: attributes)
        }
    }

    package func make(_ node: FileNode, at path: TreePath) throws(FileError) {
        let access: Access = node.kind == .directory ? .makeDirectory : .write
        try at(path, access, follow: false) { (place) throws(FileError) in
            try base.make(node, at: place)
        }
    }

    package func link(_ source: TreePath, to path: TreePath) throws(FileError) {
        // Whoever has a name may write what it names.
        let source = try place(source, .write, follow: false)
        try at(path, .write, follow: false) { (place) throws(FileError) in
            try base.link(source, to: place)
        }
    }

    package func unlink(_ path: TreePath) throws(FileError) {
        try at(path, .write, follow: false) { (place) throws(FileError) in
            try base.unlink(place)
        }
    }

    package func removeDirectory(_ path: TreePath) throws(FileError) {
        try at(path, .write, follow: false) { (place) throws(FileError) in
            try base.removeDirectory(place)
        }
    }

    package func removeAll(_ path: TreePath) throws(FileError) {
        try at(path, .write, follow: false) { (place) throws(FileError) in
            try base.removeAll(place)
        }
    }

    package func rename(_ source: TreePath, to target: TreePath) throws(FileError) {
        let source = try place(source, .write, follow: false)
        try at(target, .write, follow: false) { (place) throws(FileError) in
            try base.rename(source, to: place)
        }
    }

    package func setAttributes(
        of path: TreePath, follow: Bool, _ change: (inout FileAttributes) -> Void
    ) throws(FileError) {
        try at(path, .write, follow: follow) { (place) throws(FileError) in
            try base.setAttributes(of: place, follow: follow, change)
        }
    }

    package func setModified(_ time: Nanoseconds, of path: TreePath, follow: Bool) throws(FileError)
    {
        try at(path, .write, follow: follow) { (place) throws(FileError) in
            try base.setModified(time, of: place, follow: follow)
        }
    }

    package func truncate(_ path: TreePath, to size: Int) throws(FileError) {
        try at(path, .write) { (place) throws(FileError) in
            try base.truncate(place, to: size)
        }
    }

    // MARK: Durability, as far as the base has it

    private var durable: (any DurableFileSystem)? { base as? any DurableFileSystem }

    private final class NoLock: FileLock {
        func release() {}
    }

    package func write(_ contents: FileContents, unsynchronizedTo path: TreePath) throws(FileError)
    {
        let place = try place(path, .write)
        if let durable { return try durable.write(contents, unsynchronizedTo: place) }
        try base.write(contents, to: place, creating: FileAttributes(mode: 0o644))
    }

    package func sink(unsynchronizedTo path: TreePath) throws(FileError) -> any FileSink {
        let place = try place(path, .write)
        return try durable?.sink(unsynchronizedTo: place) ?? CollectingSink(base, place)
    }

    package func synchronize(files: [TreePath]) throws(FileError) {
        guard let durable else { return }
        var places: [TreePath] = []
        for path in files { places.append(try place(path, .read)) }
        try durable.synchronize(files: places)
    }

    package func synchronize(directory: TreePath) throws(FileError) {
        try durable?.synchronize(directory: try place(directory, .look))
    }

    package func lock(_ path: TreePath) throws(FileError) -> any FileLock {
        let place = try place(path, .write)
        return try durable?.lock(place) ?? NoLock()
    }
}
