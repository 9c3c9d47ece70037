internal import LayBounds
import LayFiles
import LayShell

/// A file that a utility writes besides its standard output, in large pieces.
final class FileOutput {
    private let file: OpenFile
    private let context: ProgramContext
    private var pending: [UInt8] = []

    private static let piece = 64 << 10

    /// Opens a file, which is made where it is missing, and emptied unless it is added to.
    ///
    /// - Throws: `FileError`.
    init(
        _ path: TreePath, _ context: ProgramContext, appends: Bool = false, mode: UInt16 = 0o666
    ) throws {
        file = try context.open(path, [.write, .create, appends ? .append : .truncate], mode: mode)
        self.context = context
    }

    /// - Throws: `FileError`, `BoundReached`.
    func write(_ bytes: some Collection<UInt8>) throws {
        pending.append(contentsOf: bytes)
        if pending.count >= Self.piece { try flush() }
    }

    /// Hands on what was written.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func flush() throws {
        if pending.isEmpty { return }
        defer { pending.removeAll(keepingCapacity: true) }
        try context.account.work(pending.count)
        try file.write(pending)
    }
}

/// An argument that is one of some words, or the beginning of one.
struct ChoiceArgument {
    /// The words in the order in which they are listed, those with one meaning together.
    let groups: [[String]]

    init(_ groups: [String]...) { self.groups = groups }

    /// The first word of the group that an option's value means.
    ///
    /// - Throws: `UtilityFailure` in GNU's words, which list all that there are.
    func choice(_ value: [UInt8], of option: String, _ call: UtilityCall, status: UInt8 = 1) throws
        -> String
    {
        let text = call.text(value)
        if let exact = groups.first(where: { $0.contains(text) }) { return exact[0] }
        let found = groups.filter { $0.contains { $0.hasPrefix(text) } }
        if found.count == 1, !text.isEmpty { return found[0][0] }
        let fault = found.count > 1 ? "ambiguous" : "invalid"
        let list = groups.map { group in
            "  - " + group.map { "'\($0)'" }.joined(separator: ", ")
        }
        throw UtilityFailure(
            "\(fault) argument \(FileNameQuoting.always(value)) for '\(option)'\n"
                + "Valid arguments are:\n" + list.joined(separator: "\n")
                + "\nTry '\(call.context.name) --help' for more information.", status: status)
    }
}
