public import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension DiskFileSystem {
    /// Everything in a directory, in byte order; no file is opened before somebody reads it.
    ///
    /// - Complexity: O(*n* log *n*) in the names, with one call of the system for each.
    public func survey(_ path: TreePath) throws(FileError) -> [FileEntry] {
        let file = try confinement.open(path, O_RDONLY | O_DIRECTORY, 0, .read)
        guard let directory = fdopendir(file) else {
            let code = errno
            close(file)
            throw FileError(errno: code, path: path)
        }
        defer { closedir(directory) }
        // Names are sorted before entries are made, as an entry is dear to move.
        var names: [[CChar]] = []
        while let item = readdir(directory) {
            withUnsafePointer(to: &item.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { name in
                    if strcmp(name, ".") == 0 || strcmp(name, "..") == 0 { return }
                    names.append(Array(UnsafeBufferPointer(start: name, count: strlen(name) + 1)))
                }
            }
        }
        names.sort { strcmp($0, $1) < 0 }
        var found: [FileEntry] = []
        found.reserveCapacity(names.count)
        for name in names {
            let next = name.withUnsafeBytes { bytes in
                let bytes = UnsafeRawBufferPointer(rebasing: bytes.dropLast())
                return entry(name, in: file, at: path.appending(name: bytes))
            }
            // What was removed meanwhile, and what no image holds, is left out.
            if let next { found.append(next) }
        }
        return found
    }

    private func entry(
        _ name: UnsafePointer<CChar>, in directory: Int32, at path: TreePath
    ) -> FileEntry? {
        var status = stat()
        if fstatat(directory, name, &status, AT_SYMLINK_NOFOLLOW) != 0 { return nil }
        let body: FileNode.Body
        switch status.kind {
        case S_IFDIR: body = .directory
        case S_IFLNK:
            guard let target = Self.target(name, in: directory, Int(status.st_size)) else {
                return nil
            }
            body = .symlink(target: target)
        case S_IFIFO: body = .fifo
        case S_IFREG:
            let source = ReopenedFile(status, path, confinement)
            body = .file(
                source.count == 0 ? .empty : FileContents(source, offset: 0, count: source.count))
        case S_IFCHR: body = .characterDevice(DeviceNumber(status))
        case S_IFBLK: body = .blockDevice(DeviceNumber(status))
        // BuildKit sends what a socket is called and no more.
        case S_IFSOCK: body = .file(.empty)
        default: return nil
        }
        return FileEntry(
            path: path,
            node: FileNode(body, attributes: FileAttributes(status), modified: status.modified),
            linkCount: Int(status.st_nlink), linkID: linkID(status))
    }

    /// Where a link leads; `nil` when it is none any more.
    private static func target(
        _ name: UnsafePointer<CChar>, in directory: Int32, _ size: Int
    ) -> [UInt8]? {
        let room = max(size + 1, 256)
        let target = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
            let read = buffer.withMemoryRebound(to: CChar.self) { buffer in
                buffer.baseAddress.map { readlinkat(directory, name, $0, room) } ?? -1
            }
            count = max(0, read)
        }
        // One that fills the room was given another target since it was looked at.
        return target.isEmpty || target.count == room ? nil : target
    }
}

extension DeviceNumber {
    /// The device that a file of the machine stands for.
    fileprivate init(_ status: stat) {
        let device = UInt64(truncatingIfNeeded: status.st_rdev)
        #if canImport(Darwin)
            self.init(
                major: UInt32(truncatingIfNeeded: device >> 24 & 0xff),
                minor: UInt32(truncatingIfNeeded: device & 0xff_ffff))
        #else
            self.init(
                major: UInt32(truncatingIfNeeded: device >> 8 & 0xfff | device >> 32 & ~0xfff),
                minor: UInt32(truncatingIfNeeded: device & 0xff | device >> 12 & ~0xff))
        #endif
    }
}
