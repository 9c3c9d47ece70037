internal import CSystem
internal import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What is done with a path, which tells whether it is granted.
enum DiskAccess {
    /// Asks what something is: also asked about the directories above what is granted.
    case look
    case read
    case write
    case makeDirectory

    var writes: Bool { self == .write || self == .makeDirectory }
}

/// A name in an open directory, as the system's calls take it instead of a path that they would walk
/// anew; or a path of the machine, where everything is granted.
struct DiskPlace {
    /// The directory; `nil` where the name is an absolute path.
    let directory: Descriptor?
    let name: [UInt8]
    /// What is there, if that was asked already.
    var status: stat?
    /// True where a link in the last place may be followed by the system.
    var follows = false

    var number: Int32 { directory?.number ?? AT_FDCWD }
    /// What keeps the `…at` calls from following a link.
    var atFlags: Int32 { follows ? 0 : AT_SYMLINK_NOFOLLOW }
    /// What keeps `openat` from following a link.
    var openFlags: Int32 { follows ? 0 : O_NOFOLLOW }

    /// A place beside this one.
    func beside(_ change: (ArraySlice<UInt8>) -> [UInt8]) -> DiskPlace {
        let slash = name.lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0
        return DiskPlace(directory: directory, name: name[..<slash] + change(name[slash...]))
    }
}

/// The directories of the machine that are granted, and the way to what lies below them.
///
/// A path is never opened as a whole: it is walked from the descriptor of a directory that is granted,
/// by the kernel where it can be told to stay below (`openat2` with `RESOLVE_BENEATH`), else name by
/// name without following links. So whatever becomes of links meanwhile, nothing outside is opened.
final class Confinement: Sendable {
    let grants: FileGrants
    private let readable: [DiskRoot]
    private let writable: [DiskRoot]
    private let readsAll: Bool
    private let writesAll: Bool
    /// False where paths are walked name by name.
    private let usesKernel: Bool

    /// True where the kernel has `openat2` and the sandbox around the process lets it through.
    static let kernelWalks: Bool = {
        // In no directory, so that nothing is opened.
        let opened = posixOpen(beneath: -1, [UInt8].dot.cString, LAY_SEARCHES | O_DIRECTORY)
        if opened >= 0 { close(opened) }
        return opened >= 0 || errno == EBADF
    }()

    init(_ grants: FileGrants, usesKernel: Bool = kernelWalks) {
        self.grants = grants
        self.usesKernel = usesKernel
        writable = grants.writable.flatMap { DiskRoot.roots(granting: $0, writes: true) }
        readable =
            grants.readable.flatMap { DiskRoot.roots(granting: $0, writes: false) } + writable
        func isAll(_ roots: [DiskRoot]) -> Bool { roots.contains { $0.real.isRoot } }
        readsAll = isAll(readable)
        writesAll = isAll(writable)
    }

    /// True when nothing is refused.
    var isOpen: Bool { readsAll && writesAll }

    func isFree(_ access: DiskAccess) -> Bool { access.writes ? writesAll : readsAll }

    private func roots(_ access: DiskAccess) -> [DiskRoot] { access.writes ? writable : readable }

    func covers(_ path: TreePath, writes: Bool) -> Bool {
        let access: DiskAccess = writes ? .write : .read
        if isFree(access) { return true }
        guard let root = root(of: path, access)?.root else { return false }
        return !root.isTwin
    }

    /// True for what is granted itself, whose name must not become a link: whoever is granted it by that
    /// name the next time would be led elsewhere.
    func isRoot(_ path: TreePath) -> Bool {
        !isFree(.write) && root(of: path, .write)?.rest.isRoot == true
    }

    /// The innermost root that a path lies below, by its names alone.
    func root(of path: TreePath, _ access: DiskAccess) -> (root: DiskRoot, rest: TreePath)? {
        var result: (root: DiskRoot, rest: TreePath)?
        for root in roots(access) {
            guard let rest = root.relative(path) else { continue }
            if root.isWay, !rest.isRoot || access == .read || access == .write { continue }
            if let known = result, known.rest.bytes.count <= rest.bytes.count { continue }
            result = (root, rest)
        }
        return result
    }

    /// True for a directory above something that is granted.
    func isAbove(_ path: TreePath) -> Bool {
        readable.contains { $0.real.isBelowOrEqual(path) || $0.path.isBelowOrEqual(path) }
    }

    /// The directory at a path that is not granted and holds what may be written.
    func directory(holdingRoot path: TreePath) -> Descriptor? {
        if isFree(.look) || root(of: path, .look) != nil { return nil }
        let root = writable.first { $0.real.parent == path || $0.path.parent == path }
        return try? root?.place(for: path).directory
    }

    // MARK: Places

    /// The place of a path whose last name is taken as it is, link or not, and may be missing.
    func place(naming path: TreePath, _ access: DiskAccess) throws(FileError) -> DiskPlace {
        let path = try path.checked()
        if isFree(access) { return DiskPlace(directory: nil, name: [0x2f] + path.bytes) }
        if let place = try placeInKernel(path, access) { return place }
        let found = try walk(path, access, follow: false, isNaming: true)
        if !found.missing.isEmpty { throw FileError(.notFound, path) }
        return DiskPlace(directory: found.directory, name: found.name)
    }

    /// The place that a path leads to, links followed unless `follow` is false for the last; it may be
    /// missing.
    func place(
        of path: TreePath, _ access: DiskAccess, follow: Bool
    ) throws(FileError) -> DiskPlace {
        let path = try path.checked()
        if isFree(access) {
            return DiskPlace(directory: nil, name: [0x2f] + path.bytes, follows: follow)
        }
        if var place = try placeInKernel(path, access) {
            place.status = place.directory?.status(of: place.name)
            if let status = place.status, !follow || status.kind != S_IFLNK { return place }
            if place.status == nil, errno != ENOENT { throw FileError(errno: errno, path: path) }
        }
        let found = try walk(path, access, follow: follow)
        if !found.missing.isEmpty { throw FileError(.notFound, path) }
        return DiskPlace(directory: found.directory, name: found.name, status: found.status)
    }

    /// The place of a path that leads over no links but those that stay below; `nil` leaves it to the
    /// walk.
    private func placeInKernel(_ path: TreePath, _ access: DiskAccess) throws(FileError)
        -> DiskPlace?
    {
        guard usesKernel, let (root, rest) = root(of: path, access), !rest.isRoot,
            let directory = try? root.directory(for: path)
        else { return nil }
        let name = Array(rest.name)
        if rest.bytes.count == name.count { return DiskPlace(directory: directory, name: name) }
        let opened = posixOpen(
            beneath: directory.number, rest.parent.bytes.cString, LAY_SEARCHES | O_DIRECTORY)
        if opened < 0 { return nil }
        return DiskPlace(directory: Descriptor(opened), name: name)
    }

    // MARK: Opening

    /// Opens a file; gives its descriptor.
    ///
    /// - Throws: `FileError`.
    func open(
        _ path: TreePath, _ flags: Int32, _ mode: mode_t = 0, _ access: DiskAccess,
        follow: Bool = true
    ) throws(FileError) -> Int32 {
        let path = try path.checked()
        let last = follow ? 0 : O_NOFOLLOW
        if isFree(access) {
            let file = posixOpen(AT_FDCWD, path.cString, flags | last, mode)
            if file < 0 { throw FileError(errno: errno, path: path) }
            return file
        }
        if usesKernel, let (root, rest) = root(of: path, access), !rest.isRoot,
            let directory = try? root.directory(for: path)
        {
            let file = posixOpen(
                beneath: directory.number, rest.bytes.cString, flags | last, mode)
            if file >= 0 { return file }
        }
        // A name may become a link between the look at it and the opening.
        for _ in 0..<Self.patience {
            let found = try walk(path, access, follow: follow)
            if !found.missing.isEmpty { throw FileError(.notFound, path) }
            let file = posixOpen(
                found.directory.number, found.name.cString, flags | O_NOFOLLOW, mode)
            if file >= 0 { return file }
            if errno == ELOOP, follow { continue }
            throw FileError(errno: errno, path: path)
        }
        throw FileError(.loop, path)
    }

    /// How often something is looked at again that another process changes all the time.
    static let patience = 64

    /// Notes that the name of a root was given to something else, or taken away.
    func forget(_ path: TreePath) {
        for root in writable + readable where root.relative(path)?.isRoot == true { root.forget() }
    }
}
