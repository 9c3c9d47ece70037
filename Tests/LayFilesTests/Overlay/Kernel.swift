#if os(Linux)
    import CKernel
    import Glibc
    import LayFiles

    /// A refusal of the kernel, or of the comparison: its words are what a test shows.
    struct OracleFailure: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// Direct system calls on the thread that an `OverlayMount` runs on.
    enum Kernel {
        /// A number that `Kernel` and `FileError` both can say.
        typealias Errno = Int32

        /// Fails the test, because the call is one that must work.
        static func require(_ outcome: Int32, _ what: @autoclosure () -> String) throws {
            if outcome < 0 { throw OracleFailure("\(what()): \(name(-outcome))") }
        }

        /// The kind of error that Lay has for a number of the kernel's.
        static func code(_ number: Errno) -> FileError.Code? {
            switch number {
            case ENOENT: .notFound
            case EEXIST: .exists
            case ENOTDIR: .notDirectory
            case EISDIR: .isDirectory
            case ENOTEMPTY: .notEmpty
            case ELOOP: .loop
            case ENAMETOOLONG: .nameTooLong
            case EXDEV: .crossDevice
            case ENOSPC: .noSpace
            case EROFS: .readOnly
            case EPERM, EACCES: .permissionDenied
            case EINVAL: .invalidArgument
            case EBUSY: .inUse
            case ENODATA: .noData
            case EFBIG: .tooLarge
            default: nil
            }
        }

        static func name(_ number: Errno) -> String {
            String(cString: strerror(number))
        }

        static func stat(_ path: String, follow: Bool = false) -> kernel_stat? {
            var result = kernel_stat()
            return kernel_stat(path, follow ? 1 : 0, &result) < 0 ? nil : result
        }

        /// The kind of what a path leads to.
        static func kind(_ path: String, follow: Bool) -> FileKind? {
            stat(path, follow: follow).flatMap { kind(mode: $0.mode) }
        }

        static func kind(mode: UInt32) -> FileKind? {
            switch mode & 0o170000 {
            case 0o100000: .file
            case 0o040000: .directory
            case 0o120000: .symlink
            case 0o010000: .fifo
            case 0o020000: .characterDevice
            case 0o060000: .blockDevice
            default: nil
            }
        }

        /// Fills a buffer by a call that tells how much it used of it.
        private static func filled(
            _ count: Int, _ what: String, _ call: (UnsafeMutablePointer<UInt8>?, Int) -> Int32
        ) throws -> [UInt8] {
            let (bytes, outcome) = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: count) {
                buffer in
                let used = call(buffer.baseAddress, count)
                return (Array(buffer.prefix(max(0, Int(used)))), used)
            }
            try require(outcome, what)
            return bytes
        }

        static func read(_ path: String, size: Int) throws -> [UInt8] {
            if size == 0 { return [] }
            return try filled(size, "read \(path)") { kernel_read(path, $0, $1, 0) }
        }

        static func target(_ path: String) throws -> [UInt8] {
            try filled(4096, "readlink \(path)") { kernel_readlink(path, $0, $1) }
        }

        /// The names in a directory, in byte order.
        static func names(_ path: String) throws -> [[UInt8]] {
            let bytes = try filled(1 << 16, "list \(path)") { kernel_list(path, $0, $1) }
            return bytes.split(separator: 0).map(Array.init).sorted {
                $0.lexicographicallyPrecedes($1)
            }
        }

        /// All extended attributes, sorted by name.
        static func extendedAttributes(_ path: String) throws -> [ExtendedAttribute] {
            let names = try filled(4096, "listxattr \(path)") { kernel_listxattr(path, $0, $1) }
            return try names.split(separator: 0).map { name in
                let text = String(decoding: name, as: UTF8.self)
                let value = try filled(4096, "getxattr \(path)") {
                    kernel_getxattr(path, text, $0, $1)
                }
                return ExtendedAttribute(name: Array(name), value: value)
            }.sorted { $0.name.lexicographicallyPrecedes($1.name) }
        }
    }
#endif
