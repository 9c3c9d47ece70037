public import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension DiskFileSystem {
    /// The same files as far as they are granted.
    ///
    /// What is granted is the directory or file that has the name now: it is opened here, and all that
    /// is reached later is walked from it. No link leads out of it, whenever it is changed.
    public func confined(to grants: FileGrants) -> any ConfinedFileSystem {
        // What these files grant bounds what others are granted of them.
        if !confinement.isOpen { return GrantedFiles(self, grants) }
        return confined(to: grants, usesKernel: Confinement.kernelWalks)
    }

    /// As `confined(to:)`, by the kernel's walk or the one name by name.
    package func confined(to grants: FileGrants, usesKernel: Bool) -> any ConfinedFileSystem {
        DiskFileSystem(now: now, Confinement(grants, usesKernel: usesKernel), state)
    }

    /// Tells whether a path is among what is granted, by its names alone.
    public func covers(_ path: TreePath, writes: Bool) -> Bool {
        confinement.covers(path, writes: writes)
    }

    /// Where a path leads, links resolved as far as there is something.
    public func reach(_ path: TreePath, writes: Bool) throws(FileError) -> TreePath {
        let path = try path.checked()
        let access: DiskAccess = writes ? .write : .read
        if !confinement.isFree(access) {
            let found = try confinement.walk(path, access, follow: true)
            let real = found.missing.reduce(found.path) { $0.appending(name: $1) }
            guard covers(path, writes: writes), covers(real, writes: writes) else {
                throw .notGranted(path, writes: writes)
            }
            return real
        }
        var existing = path
        while !existing.isRoot {
            do throws(FileError) {
                let real = try realPath(existing)
                return real.appending(path.relative(to: existing) ?? .root)
            } catch {
                // Nothing else says that there is nothing.
                if error.code != .notFound, error.code != .notDirectory { throw error }
                existing = existing.parent
            }
        }
        return path
    }

    /// The path with every link resolved.
    public func resolve(_ path: TreePath, lastMayBeMissing: Bool) throws(FileError) -> TreePath {
        let path = try path.checked()
        if !confinement.isFree(.read) {
            let found = try confinement.walk(path, .read, follow: true)
            if found.status == nil, !found.missing.isEmpty || !lastMayBeMissing {
                throw FileError(.notFound, path)
            }
            return found.path
        }
        do throws(FileError) {
            return try realPath(path)
        } catch {
            if error.code == .notFound, lastMayBeMissing, !path.isRoot {
                return try resolve(path.parent, lastMayBeMissing: false).appending(name: path.name)
            }
            throw error
        }
    }

    private func realPath(_ path: TreePath) throws(FileError) -> TreePath {
        guard let resolved = realpath(path.cString, nil) else {
            throw FileError(errno: errno, path: path)
        }
        defer { free(resolved) }
        return TreePath(
            bytes: Array(UnsafeRawBufferPointer(start: resolved, count: strlen(resolved))))
    }
}

extension Confinement {
    /// Everything.
    static let everything = Confinement(FileGrants(writable: [.root]))
}
