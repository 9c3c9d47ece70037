#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The process's streams.
enum Terminal {
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
            if count < 0 {
                if errno == EINTR { continue }
                return
            }
            done += count
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
