import LayBounds
import LayFiles
import LayShell

/// A file of a program's world, for a tool that reads it.
final class ContextInput: ToolInput {
    private let reader: ByteReader
    private let file: OpenFile?

    /// The standard input.
    init(standardInputOf context: ProgramContext) {
        reader = ByteReader(standardInputOf: context)
        file = nil
    }

    /// A file.
    ///
    /// - Throws: `FileError`.
    init(_ path: TreePath, _ context: ProgramContext) throws {
        let file = try context.open(path, [.read])
        self.file = file
        reader = ByteReader(file, context.account)
    }

    func read(_ count: Int) throws -> [UInt8] {
        try ToolFileError.translating {
            guard let range = try reader.piece() else { return [] }
            let taken = range.prefix(count)
            reader.back(range.count - taken.count)
            return Array(reader.bytes[taken.startIndex..<taken.endIndex])
        }
    }

    func giveBack(_ count: Int) throws {
        reader.back(count)
        reader.close()
    }

    var size: Int? { try? file?.size }

    func close() { reader.close() }
}

/// A file of a program's world, for a tool that writes it.
final class ContextOutput: ToolOutput {
    private let file: OpenFile
    private let account: Account
    private let onClose: () throws -> Void

    init(_ file: OpenFile, _ account: Account, onClose: @escaping () throws -> Void = {}) {
        self.file = file
        self.account = account
        self.onClose = onClose
    }

    func write(_ bytes: [UInt8]) throws {
        try account.work(bytes.count)
        try ToolFileError.translating { try file.write(bytes) }
    }

    func close() throws { try ToolFileError.translating { try onClose() } }
}

extension ToolFileError {
    /// Runs a part whose errors of files become the tool's; a bound of the host stays one.
    static func translating<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            throw ToolFileError(Array(error.reason.utf8))
        }
    }
}

extension ToolFileKind {
    init(_ kind: FileKind) {
        switch kind {
        case .file: self = .regular
        case .directory: self = .directory
        case .symlink: self = .link
        default: self = .other
        }
    }
}

extension ProgramContext {
    /// True where text is UTF-8 by LC_ALL, LC_CTYPE or LANG.
    var isUTF8: Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = self[name], !value.isEmpty else { continue }
            let text = value.lowercased()
            return text.hasSuffix("utf-8") || text.hasSuffix("utf8")
        }
        return false
    }
}
