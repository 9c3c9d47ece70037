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

    /// A text cut to the rows of the terminal, and a last line that tells what is missing; all of it
    /// where the output is no terminal.
    static func fitted(_ text: String) -> String {
        var size = winsize()
        guard isatty(1) == 1, ioctl(1, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else {
            return text
        }
        return fitted(text, rows: Int(size.ws_row))
    }

    static func fitted(_ text: String, rows: Int) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // The line that was typed and the next prompt stay in sight.
        let most = max(10, rows - 3)
        if lines.count <= most { return text }
        let rest = lines.count - most + 1
        return lines.prefix(most - 1).joined(separator: "\n")
            + "\n… \(rest) more lines: print(…) shows them all"
    }

    /// Writes a line to the error output.
    static func error(_ text: String) {
        var line = text.hasSuffix("\n") ? text : text + "\n"
        line.withUTF8 { write(UnsafeRawBufferPointer($0), to: 2) }
    }

    /// All that is left in an open file.
    ///
    /// - Throws: what `errno` says, as a `Complaint`.
    static func contents(of file: Int32) throws(Complaint) -> [UInt8] {
        var bytes: [UInt8] = []
        while true {
            let piece = try read(from: file, most: 1 << 16)
            if piece.isEmpty { return bytes }
            bytes += piece
        }
    }

    /// The next bytes of an open file, none at its end.
    ///
    /// - Throws: what `errno` says, as a `Complaint`.
    static func read(from file: Int32, most: Int) throws(Complaint) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: most)
        while true {
            #if canImport(Darwin)
                let count = Darwin.read(file, &bytes, most)
            #else
                let count = Glibc.read(file, &bytes, most)
            #endif
            if count >= 0 { return Array(bytes[..<count]) }
            switch errno {
            case EINTR:
                if Interruption.isPending { return [] }
            case EAGAIN:
                var wish = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
                _ = poll(&wish, 1, -1)
            case let code: throw Complaint(message: String(cString: strerror(code)))
            }
        }
    }

    /// Where the process works; `/` when that is gone.
    static var workingDirectory: String {
        guard let path = getcwd(nil, 0) else { return "/" }
        defer { free(path) }
        return String(cString: path)
    }
}
