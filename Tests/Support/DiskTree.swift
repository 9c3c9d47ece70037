internal import Glibc
internal import LayArchive
import LayDisk
public import LayFiles

/// The tree that lies in a directory of the machine, as `lstat` and its kin tell it.
public struct DiskTree {
    private var tree = FileTree()
    private var links: [UInt64: TreePath] = [:]

    /// The tree that lies below a directory.
    public static func read(_ directory: String) throws -> FileTree {
        var reader = DiskTree()
        try reader.add(directory, .root)
        return reader.tree
    }

    private mutating func add(_ place: String, _ path: TreePath) throws {
        try add(Array(place.utf8), path)
    }

    private mutating func add(_ place: [UInt8], _ path: TreePath) throws {
        let name = place.map { CChar(bitPattern: $0) } + [0]
        var status = stat()
        guard lstat(name, &status) == 0 else { throw FileError(.io, path) }
        if status.st_nlink > 1, status.st_mode & S_IFMT != S_IFDIR {
            if let first = links[UInt64(status.st_ino)] {
                try tree.link(first, to: path)
                return
            }
            links[UInt64(status.st_ino)] = path
        }
        let device = DeviceNumber(
            major: UInt32(status.st_rdev >> 8 & 0xfff), minor: UInt32(status.st_rdev & 0xff))
        let body: FileNode.Body
        switch status.st_mode & S_IFMT {
        case S_IFDIR: body = .directory
        case S_IFLNK:
            var target = [CChar](repeating: 0, count: 4096)
            let count = readlink(name, &target, target.count)
            body = .symlink(target: target.prefix(max(0, count)).map { UInt8(bitPattern: $0) })
        case S_IFIFO: body = .fifo
        case S_IFCHR: body = .characterDevice(device)
        case S_IFBLK: body = .blockDevice(device)
        default: body = .file(try contents(place, Int(status.st_size)))
        }
        let attributes = FileAttributes(
            mode: UInt16(status.st_mode & 0o7777), uid: status.st_uid, gid: status.st_gid,
            extendedAttributes: extendedAttributes(name))
        let modified = Int64(status.st_mtim.tv_sec) * 1_000_000_000 + Int64(status.st_mtim.tv_nsec)
        try tree.put(FileNode(body, attributes: attributes, modified: modified), at: path)
        if status.st_mode & S_IFMT == S_IFDIR { try addEntries(name, place, path) }
    }

    private mutating func addEntries(_ name: [CChar], _ place: [UInt8], _ path: TreePath) throws {
        guard let directory = opendir(name) else { throw FileError(.io, path) }
        defer { closedir(directory) }
        while let entry = readdir(directory) {
            let inner = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
            if inner == [0x2e] || inner == [0x2e, 0x2e] { continue }
            try add(place + [0x2f] + inner, path.appending(name: inner))
        }
    }

    private func contents(_ place: [UInt8], _ size: Int) throws -> FileContents {
        let file = try MappedFile(TreePath(bytes: place))
        let contents = FileContents(file, offset: 0, count: size)
        // Too many mappings are refused, and gigabytes are not copied.
        return size > 1 << 20 ? contents : FileContents(try contents.bytes())
    }

    private func extendedAttributes(_ name: [CChar]) -> [ExtendedAttribute] {
        guard let llistxattr = Self.llistxattr, let lgetxattr = Self.lgetxattr else { return [] }
        var list = [CChar](repeating: 0, count: 4096)
        let count = llistxattr(name, &list, list.count)
        return list.prefix(max(0, count)).split(separator: 0).compactMap { key in
            var value = [UInt8](repeating: 0, count: 65536)
            let size = lgetxattr(name, Array(key) + [0], &value, value.count)
            if size < 0 { return nil }
            return ExtendedAttribute(
                name: key.map { UInt8(bitPattern: $0) }, value: Array(value.prefix(size)))
        }.sorted { $0.name.lexicographicallyPrecedes($1.name) }
    }

    // The header of these functions is in no module.
    private typealias List =
        @convention(c) (
            UnsafePointer<CChar>, UnsafeMutablePointer<CChar>, Int
        ) -> Int
    private typealias Get =
        @convention(c) (
            UnsafePointer<CChar>, UnsafePointer<CChar>, UnsafeMutableRawPointer, Int
        ) -> Int
    private static var llistxattr: List? {
        dlsym(nil, "llistxattr").map { unsafeBitCast($0, to: List.self) }
    }
    private static var lgetxattr: Get? {
        dlsym(nil, "lgetxattr").map { unsafeBitCast($0, to: Get.self) }
    }
}
