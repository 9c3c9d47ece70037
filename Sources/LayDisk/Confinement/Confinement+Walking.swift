internal import CSystem
internal import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The walk name by name, which needs nothing of the kernel but that it opens no link.
extension Confinement {
    /// Where a path leads.
    struct Found {
        /// The directory of the last name that was walked, and that name; `.` for a root itself.
        let directory: Descriptor
        let name: [UInt8]
        /// What is there; `nil` for nothing.
        var status: stat?
        /// The path to it without links.
        let path: TreePath
        /// The names behind it, where it is missing.
        var missing: [[UInt8]] = []
    }

    /// Walks a path.
    ///
    /// Outside of what is granted names are only names: nothing there is looked at, and a walk that
    /// ends there is refused in the same words whether there is something or not.
    ///
    /// - Parameter isNaming: true where the last name itself is meant, which may be a root's.
    func walk(
        _ path: TreePath, _ access: DiskAccess, follow: Bool, isNaming: Bool = false
    ) throws(FileError) -> Found {
        var attempts = 0
        while true {
            var walk = Walk(self, path, access, follow: follow, isNaming: isNaming)
            do throws(FileError) {
                if let found = try walk.run() { return found }
            } catch {
                let isGone = error.code == .notFound && walk.root?.forgetIfRemoved() == true
                if !isGone { throw error }
            }
            attempts += 1
            if attempts > Self.patience { throw FileError(.loop, path) }
        }
    }

    /// One walk.
    private struct Walk {
        let confinement: Confinement
        let path: TreePath
        let access: DiskAccess
        let follow: Bool
        let isNaming: Bool
        /// The names to go, the next one last.
        var waiting: [[UInt8]]
        /// Where the walk is, without links.
        var place = TreePath.root
        /// The root that it is in; `nil` outside.
        var root: DiskRoot?
        /// The directories from the root to where it is.
        var inside: [Descriptor] = []
        var links = 0

        init(
            _ confinement: Confinement, _ path: TreePath, _ access: DiskAccess, follow: Bool,
            isNaming: Bool
        ) {
            self.confinement = confinement
            self.path = path
            self.access = access
            self.follow = follow
            self.isNaming = isNaming
            waiting = path.components.reversed().map { Array($0) }
        }

        var refusal: FileError { .notGranted(path, writes: access.writes) }

        /// Walks to the end; `nil` when something changed on the way and it has to begin again.
        mutating func run() throws(FileError) -> Found? {
            // A path may name a root by the name it was granted by, links above it included.
            if let (root, rest) = confinement.root(of: path, access) {
                waiting = rest.components.reversed().map { Array($0) }
                place = root.real
                if let found = try enter(root) { return found }
            }
            while let name = waiting.popLast() {
                if name == .dots {
                    leave()
                } else if let directory = inside.last {
                    guard let end = try step(directory, name) else { continue }
                    return end.found
                } else {
                    place = place.appending(name: name)
                    guard let (root, rest) = confinement.root(of: place, access), rest.isRoot
                    else { continue }
                    place = root.real
                    if let found = try enter(root) { return found }
                }
            }
            guard let directory = inside.last else { throw refusal }
            // What a link with `..` or `.` at its end leads to.
            return Found(
                directory: directory, name: .dot, status: directory.status(of: .dot), path: place)
        }

        /// Goes into a root, or gives it where it is meant itself.
        private mutating func enter(_ root: DiskRoot) throws(FileError) -> Found? {
            self.root = root
            _ = root.forgetIfRemoved()
            if let directory = try? root.directory(for: path), !isNaming || !waiting.isEmpty {
                inside = [directory]
                return nil
            }
            let (parent, name): (Descriptor, [UInt8])
            do throws(FileError) {
                (parent, name) = try root.place(for: path)
            } catch {
                // The directories above it are missing as well.
                guard error.code == .notFound, let anchor = root.anchor else { throw error }
                return Found(
                    directory: anchor, name: .dot, path: place.parent,
                    missing: [Array(place.name)] + (try rest()))
            }
            let status = parent.status(of: name)
            if status == nil, errno != ENOENT { throw FileError(errno: errno, path: path) }
            // Nobody granted where a link leads that came later.
            if status?.kind == S_IFLNK, !isNaming || !waiting.isEmpty { throw refusal }
            if status != nil, !waiting.isEmpty { throw FileError(.notDirectory, path) }
            return Found(
                directory: parent, name: name, status: status, path: place, missing: try rest())
        }

        /// The names to go behind one that is missing.
        private func rest() throws(FileError) -> [[UInt8]] {
            if waiting.contains(.dots) { throw FileError(.notFound, path) }
            return waiting.reversed()
        }

        private mutating func leave() {
            place = place.parent
            // Not by the name `..`, which another process may have moved elsewhere.
            _ = inside.popLast()
            if inside.isEmpty { root = nil }
        }

        /// Where a walk ends: with what it found, or where something changed on the way.
        private struct End {
            var found: Found?
            static let changed = End()
        }

        /// Goes on by one name; gives the end when it is the last.
        private mutating func step(
            _ directory: Descriptor, _ name: [UInt8]
        ) throws(FileError) -> End? {
            guard let status = directory.status(of: name) else {
                if errno != ENOENT { throw FileError(errno: errno, path: path) }
                let missing = try rest()
                if root?.forgetIfRemoved() == true { return .changed }
                return End(
                    found: Found(
                        directory: directory, name: name, path: place.appending(name: name),
                        missing: missing))
            }
            let isLast = waiting.isEmpty
            if status.kind == S_IFLNK, !isLast || follow {
                return try lead(directory, name) ? nil : .changed
            }
            if isLast {
                return End(
                    found: Found(
                        directory: directory, name: name, status: status,
                        path: place.appending(name: name)))
            }
            guard status.kind == S_IFDIR else { throw FileError(.notDirectory, path) }
            guard let next = Descriptor(name, in: directory) else {
                if [ENOTDIR, ELOOP, ENOENT].contains(errno) { return .changed }
                throw FileError(errno: errno, path: path)
            }
            inside.append(next)
            place = place.appending(name: name)
            return nil
        }

        /// Goes where a link leads; false when it is none any more.
        private mutating func lead(_ directory: Descriptor, _ name: [UInt8]) throws(FileError)
            -> Bool
        {
            links += 1
            if links > 40 { throw FileError(.loop, path) }
            guard let target = directory.target(of: name) else { return false }
            if target.first == UInt8(ascii: "/") {
                (place, root, inside) = (.root, nil, [])
            }
            let names = target.split(separator: UInt8(ascii: "/")).map { Array($0) }
            waiting += names.filter { $0 != .dot }.reversed()
            if waiting.count > 4096 { throw FileError(.nameTooLong, path) }
            return true
        }
    }
}

extension Descriptor {
    /// Where a link in it leads; `nil` for what is none.
    func target(of name: [UInt8]) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = buffer.withUnsafeMutableBytes { raw in
            raw.baseAddress.map {
                readlinkat(
                    number, name.cString, $0.assumingMemoryBound(to: CChar.self), raw.count)
            } ?? -1
        }
        return count < 0 ? nil : Array(buffer[..<count])
    }
}
