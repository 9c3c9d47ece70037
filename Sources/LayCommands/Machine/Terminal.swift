internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process's streams.
enum Terminal {
    /// What `errno` said when the standard output could not be written; 0 when all went well.
    private static let failure = Atomic<Int32>(0)

    /// Why a part of the output is lost, if it is.
    static var lostOutput: String? {
        let code = failure.load(ordering: .relaxed)
        return code == 0 ? nil : String(cString: strerror(code))
    }

    /// Opens what is closed of the three streams, or the next file to be opened would be taken for
    /// one; reading gives nothing, and writing stays an error.
    static func fillClosedStreams() {
        for stream in Int32(0)...2 where fcntl(stream, F_GETFD) == -1 {
            // The lowest number that is free is this one.
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Writes bytes to the standard output, or to another open file.
    static func write(_ bytes: UnsafeRawBufferPointer, to file: Int32 = 1) {
        var done = 0
        while done < bytes.count {
            #if canImport(Darwin)
                let count = Darwin.write(
                    file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            #else
                let count = Glibc.write(
                    file, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            #endif
            if count >= 0 {
                done += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                // The other end of a pipe may have asked for this, and reads slowly.
                var wish = pollfd(fd: file, events: Int16(POLLOUT), revents: 0)
                _ = poll(&wish, 1, -1)
            case let code:
                // Whoever does not read on has all that it wants.
                if file == 1, code != EPIPE { failure.store(code, ordering: .relaxed) }
                return
            }
        }
    }

    /// Writes a text.
    static func write(_ text: String, to file: Int32) {
        var text = text
        text.withUTF8 { write(UnsafeRawBufferPointer($0), to: file) }
    }

    /// Writes a line to the standard output.
    static func line(_ text: String) {
        var text = text + "\n"
        text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
    }

    /// Writes a line to the error output.
    static func error(_ text: String) {
        var line = text.hasSuffix("\n") ? text : text + "\n"
        line.withUTF8 { write(UnsafeRawBufferPointer($0), to: 2) }
    }

    /// Where the process works; `/` when that is gone.
    static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}
