import LayBounds
import LayFiles
import LayShell

/// A call of a utility: its arguments, its streams, and the words in which it complains.
final class UtilityCall {
    let utility: Utility
    let context: ProgramContext
    let manner: Manner
    let options: UtilityOptions
    /// What it ends with unless it says otherwise; a file that cannot be used sets it.
    var status: UInt8 = 0
    private var pending: [UInt8] = []

    /// Bytes of output that are collected before they are handed on.
    private static let outputBytes = 32 << 10

    private init(
        _ utility: Utility, _ context: ProgramContext, _ manner: Manner, _ options: UtilityOptions
    ) {
        self.utility = utility
        self.context = context
        self.manner = manner
        self.options = options
    }

    /// Runs a utility for what a shell called.
    static func run(_ utility: Utility, _ context: ProgramContext) throws -> ProgramOutcome {
        let manner = Manner(context)
        var words = Array(context.words.dropFirst())
        if words.count == 1, utility.option(letter: 0, manner) == nil {
            if words[0].elementsEqual("--help".utf8) {
                try context.output.write(utility.help(manner))
                return .exited(0)
            }
            // A program whose version scripts read tells it itself.
            if words[0].elementsEqual("--version".utf8), manner == .gnu,
                !utility.options.contains(where: { $0.words.contains("version") })
            {
                try context.output.write("\(utility.name) (built into Lay)\n")
                return .exited(0)
            }
        }
        if let legacy = utility.legacy,
            let version = context["_POSIX2_VERSION"].flatMap({ Int($0) }),
            version < 200_112
        {
            words = legacy(words)
        }
        if let modern = utility.modern { words = modern(words) }
        let options: UtilityOptions
        do {
            options = try UtilityOptions(
                utility.readsWords ? [] : words[...], utility, manner)
        } catch let mistake as UtilityOptions.Mistake {
            return .exited(try refuse(mistake.message, utility, context, manner))
        }
        let call = UtilityCall(utility, context, manner, options)
        do {
            let outcome = try utility.run(call)
            try call.flush()
            if let failure = context.output.takeFailure() {
                try call.complain("write error: \(failure.reason)")
                return .exited(1)
            }
            return outcome
        } catch let mistake as UtilityOptions.Mistake {
            try call.flush()
            return .exited(try refuse(mistake.message, utility, context, manner))
        } catch let failure as UtilityFailure {
            try call.flush()
            if let message = failure.message { try call.complain(message) }
            return .exited(failure.status)
        }
    }

    private static func refuse(
        _ message: String, _ utility: Utility, _ context: ProgramContext, _ manner: Manner
    ) throws -> UInt8 {
        try context.complain(message)
        switch manner {
        case .gnu:
            let prefix = utility.isNamedInHint ? "\(context.name): " : ""
            let usage = utility.offersUsage ? "or '\(context.name) --usage' " : ""
            try context.errors.write(
                utility.hint
                    ?? "\(prefix)Try '\(context.name) --help' \(usage)for more information.\n")
        case .busybox:
            try context.errors.write(
                "BusyBox v1.35.0 multi-call binary.\n\n" + utility.help(manner))
        }
        return utility.misuse
    }

    // MARK: Arguments

    var operands: [[UInt8]] { options.operands }

    func has(_ key: String) -> Bool { options.has(key) }

    /// An operand as text.
    func text(_ word: some Collection<UInt8>) -> String { String(decoding: word, as: UTF8.self) }

    /// The path that a word names.
    func path(_ word: [UInt8]) -> TreePath { TreePath(word, in: context.workingDirectory) }

    /// What a call that lacks or has too many operands ends with: the message and where help is.
    func misuse(_ message: String) -> UtilityOptions.Mistake {
        UtilityOptions.Mistake(message: message)
    }

    /// - Throws: a mistake in GNU's words where operands are missing.
    func needOperands(_ count: Int = 1, _ what: String = "operand") throws {
        if operands.count < count {
            throw misuse(
                operands.isEmpty
                    ? "missing \(what)"
                    : "missing \(what) after \(FileNameQuoting.always(operands[operands.count - 1]))"
            )
        }
    }

    /// - Throws: a mistake in GNU's words where there are too many operands.
    func allowOperands(_ count: Int) throws {
        if operands.count > count {
            throw misuse("extra operand \(FileNameQuoting.always(operands[count]))")
        }
    }

    /// True where the environment asks for characters of UTF-8 (LC_ALL, LC_CTYPE, LANG).
    var isUTF8: Bool {
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] {
            guard let value = context[name], !value.isEmpty else { continue }
            let small = value.lowercased()
            return small.contains("utf-8") || small.contains("utf8")
        }
        return false
    }

    // MARK: Output

    /// Writes to the standard output.
    ///
    /// - Throws: `BoundReached`.
    func write(_ bytes: some Collection<UInt8>) throws {
        pending.append(contentsOf: bytes)
        if pending.count >= Self.outputBytes { try flush() }
    }

    func write(_ text: String) throws { try write(text.utf8) }

    func write(byte: UInt8) throws {
        pending.append(byte)
        if pending.count >= Self.outputBytes { try flush() }
    }

    /// Hands on what was written.
    ///
    /// - Throws: `BoundReached`.
    func flush() throws {
        if pending.isEmpty { return }
        defer { pending.removeAll(keepingCapacity: true) }
        try context.output.write(pending)
    }

    /// Writes `NAME: message` to the error output.
    ///
    /// - Throws: `BoundReached`.
    func complain(_ message: String) throws {
        try flush()
        try context.complain(message)
    }

    /// Says that a file cannot be used, and sets the status: `NAME: FILE: reason`.
    ///
    /// - Throws: the error where it is a bound of the host.
    func complain(_ name: [UInt8], _ error: any Error, status: UInt8 = 1) throws {
        guard let error = error as? FileError else { throw error }
        if let bound = error.bound { throw bound }
        try complain("\(shown(name)): \(error.reason)")
        self.status = max(self.status, status)
    }

    /// Says what could not be done with a file, and sets the status: `NAME: verb 'FILE': reason`.
    ///
    /// - Throws: the error where it is a bound of the host.
    func complain(_ verb: String, _ name: [UInt8], _ error: any Error, status: UInt8 = 1) throws {
        guard let error = error as? FileError else { throw error }
        if let bound = error.bound { throw bound }
        try complain("\(verb) \(quoted(name)): \(error.reason)")
        self.status = max(self.status, status)
    }

    /// A name in a message, quoted only where it has to be.
    func shown(_ name: [UInt8]) -> String {
        manner == .gnu ? FileNameQuoting.needed(name) : text(name)
    }

    /// A name in a message, in quotes.
    func quoted(_ name: [UInt8]) -> String {
        manner == .gnu ? FileNameQuoting.always(name) : "'\(text(name))'"
    }

    // MARK: Input

    /// Opens a file to be read; `-` is the standard input.
    ///
    /// - Throws: `FileError`.
    func reader(_ operand: [UInt8]) throws -> ByteReader {
        if operand == [UInt8(ascii: "-")] { return ByteReader(standardInputOf: context) }
        return try ByteReader(path(operand), context)
    }

    /// Reads the files of the operands one after the other, the standard input where there is none;
    /// one that cannot be read is complained of, and the next one is read.
    ///
    /// - Parameter opens: what GNU's program says that it cannot open the file for: `for reading`.
    /// - Parameter busyboxOpens: true where busybox says `can't open 'FILE'`.
    /// - Throws: what `body` throws, but for errors of files.
    func eachInput(
        _ files: [[UInt8]]? = nil, failure: UInt8 = 1, opens: String? = nil,
        busyboxOpens: Bool = false, _ body: (ByteReader, [UInt8]) throws -> Void
    ) throws {
        let given = files ?? operands
        for name in given.isEmpty ? [[UInt8(ascii: "-")]] : given {
            var isOpen = false
            do {
                let reader = try reader(name)
                isOpen = true
                defer { reader.close() }
                try body(reader, name)
            } catch let error as FileError {
                if manner == .gnu, let opens, error.bound == nil {
                    let verb = isOpen ? "error reading" : "cannot open"
                    let end = isOpen ? "" : " \(opens)"
                    try complain("\(verb) \(quoted(name))\(end): \(error.reason)")
                    status = max(status, failure)
                } else if manner == .busybox, busyboxOpens, !isOpen, error.bound == nil {
                    try complain("can't open \(quoted(name)): \(error.reason)")
                    status = max(status, failure)
                } else {
                    try complain(name, error, status: failure)
                }
            }
        }
    }
}

/// What ends a utility with a status and a message.
struct UtilityFailure: Error {
    let message: String?
    let status: UInt8

    init(_ message: String?, status: UInt8 = 1) {
        self.message = message
        self.status = status
    }
}
