#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The text that a command works on, and the name that errors call it by.
struct Script {
    let text: String
    let name: String

    /// What was given with `-e`: each a line, or several, of one program.
    init(code: [String]) {
        text = code.joined(separator: "\n")
        name = "<command line>"
    }

    /// A file, or for `-` what comes from the standard input.
    init(file: String) throws(Complaint) {
        name = file == "-" ? "<stdin>" : file
        text = file == "-" ? try Self.text(from: 0, name: name) : try Self.text(of: file)
    }

    /// A file that a command is to judge: one that cannot be read is wrong usage.
    init(judged file: String) throws(Complaint) {
        do {
            try self.init(file: file)
        } catch {
            throw error.ending(with: 2)
        }
    }

    /// The text of a file.
    static func text(of path: String) throws(Complaint) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable(path, String(cString: strerror(errno))) }
        defer { close(file) }
        return try text(from: file, name: path)
    }

    private static func text(from file: Int32, name: String) throws(Complaint) -> String {
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(file, &buffer, buffer.count)
            if count == 0 { break }
            if count > 0 {
                bytes += buffer[..<count]
            } else if errno != EINTR {
                throw .unreadable(name, String(cString: strerror(errno)))
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(name, "the text is not valid UTF-8")
        }
        return text
    }
}
