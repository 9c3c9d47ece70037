internal import CSystem
internal import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// An open directory, which is closed when nobody uses it any more.
final class Descriptor: Sendable {
    let number: Int32

    /// Takes over an open file.
    init(_ number: Int32) { self.number = number }

    /// The directory of a name in another, or of an absolute path; `nil` with the reason in `errno`.
    ///
    /// A link is no directory.
    convenience init?(_ name: [UInt8], in directory: Descriptor? = nil) {
        let opened = posixOpen(
            directory?.number ?? AT_FDCWD, name.cString,
            LAY_SEARCHES | O_DIRECTORY | O_NOFOLLOW)
        if opened < 0 { return nil }
        self.init(opened)
    }

    deinit { close(number) }

    /// What a name in it is, a link not followed; `nil` with the reason in `errno`.
    func status(of name: [UInt8]) -> stat? {
        var status = stat()
        return fstatat(number, name.cString, &status, AT_SYMLINK_NOFOLLOW) == 0 ? status : nil
    }

    /// True for a directory that was removed while it was open.
    var isRemoved: Bool {
        var status = stat()
        return fstat(number, &status) == 0 && status.st_nlink == 0
    }
}

/// `openat`, whose descriptors no child process gets.
func posixOpen(_ directory: Int32, _ name: [CChar], _ flags: Int32, _ mode: mode_t = 0) -> Int32 {
    lay_open_at(directory, name, flags | O_CLOEXEC, UInt32(mode))
}

/// As `posixOpen` for a path that stays below the directory, whatever links say; fails where the
/// kernel cannot tell.
func posixOpen(
    beneath directory: Int32, _ path: [CChar], _ flags: Int32, _ mode: mode_t = 0
) -> Int32 {
    lay_open_beneath(
        directory, path, flags | O_CLOEXEC, flags & O_CREAT != 0 ? UInt32(mode) : 0)
}

extension [UInt8] {
    /// A name or a path as the system's calls take it.
    var cString: [CChar] {
        [CChar](unsafeUninitializedCapacity: count + 1) { buffer, size in
            for index in indices { buffer[index] = CChar(bitPattern: self[index]) }
            buffer[count] = 0
            size = count + 1
        }
    }

    static var dot: [UInt8] { [UInt8(ascii: ".")] }
    static var dots: [UInt8] { [UInt8(ascii: "."), UInt8(ascii: ".")] }
}

extension stat {
    var kind: mode_t { st_mode & S_IFMT }
}
