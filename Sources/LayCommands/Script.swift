internal import LayFiles

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
    /// The directory that it lies in; the working directory where it is no file.
    let directory: String
    /// True when it came from the standard input, of which nothing is left then.
    var isFromInput: Bool { name == Self.inputName }
    private static let inputName = "<stdin>"
    /// How large an imported file may be.
    private static let importLimit = 16 << 20

    /// What was given with `-e`: each a line, or several, of one program.
    init(code: [String]) {
        text = code.joined(separator: "\n")
        name = "<command line>"
        directory = "."
    }

    /// A file, or for `-` what comes from the standard input.
    init(file: String) throws(Complaint) {
        name = file == "-" ? Self.inputName : file
        text = file == "-" ? try Self.text(from: 0, name: name) : try Self.text(of: file)
        let slash = file.utf8.lastIndex(of: UInt8(ascii: "/"))
        directory = slash.map { String(file[...$0]) } ?? "."
    }

    /// A file that a command is to judge: one that cannot be read is wrong usage.
    init(judged file: String) throws(Complaint) {
        do {
            try self.init(file: file)
        } catch {
            throw error.ending(with: 2)
        }
    }

    /// The text of a file that a script imports, which is a regular one.
    ///
    /// - Throws: `FileError` of code `notGranted`, or a `Complaint`.
    static func imported(
        _ name: String, from files: any ConfinedFileSystem, at path: TreePath
    ) throws -> String {
        do {
            let (kind, size) = try files.status(at: path, follow: true)
            if kind == .directory { throw FileError(.isDirectory, path) }
            if kind != .file { throw Complaint.unreadable(name, "it is no regular file") }
            if size > importLimit { throw Complaint.largeImport(name, importLimit) }
            guard case .file(let contents) = try files.entry(at: path, follow: true).node.body
            else { throw Complaint.unreadable(name, "it is no regular file") }
            if contents.count > importLimit { throw Complaint.largeImport(name, importLimit) }
            return try text(of: try contents.bytes(), name: name)
        } catch let error as FileError where error.code != .notGranted {
            throw Complaint.unreadable(name, error.reason)
        }
    }

    /// The text of a file.
    private static func text(of path: String) throws(Complaint) -> String {
        let file = open(path, O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw .unreadable(path, String(cString: strerror(errno))) }
        defer { close(file) }
        return try text(from: file, name: path)
    }

    private static func text(from file: Int32, name: String) throws(Complaint) -> String {
        let bytes: [UInt8]
        do {
            bytes = try Terminal.contents(of: file)
        } catch {
            throw .unreadable(name, error.message)
        }
        return try text(of: bytes, name: name)
    }

    private static func text(of bytes: [UInt8], name: String) throws(Complaint) -> String {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw .unreadable(name, "the text is not valid UTF-8")
        }
        return text
    }
}
