import LayFiles
import LayShell

/// The settings of apt: those of /etc/apt/apt.conf.d, and those that `-o` gives.
struct AptSettings {
    private var values: [String: String] = [:]

    init(_ context: ProgramContext) {
        let directory = TreePath("/etc/apt/apt.conf.d")
        for item in (try? context.files.list(directory)) ?? [] where item.kind == .file {
            if item.name.contains(46), !item.name.suffix(5).elementsEqual(".conf".utf8) { continue }
            read(SystemText.lines(of: directory.appending(name: item.name), context))
        }
        read(SystemText.lines(of: "/etc/apt/apt.conf", context))
    }

    /// Reads `Name "value";` and blocks in braces; comments are left out.
    private mutating func read(_ lines: [Substring]) {
        var scope: [String] = []
        var words: [String] = []
        for line in lines {
            var rest = line.drop { $0 == " " || $0 == "\t" }
            if rest.hasPrefix("//") || rest.hasPrefix("#") { continue }
            while let first = rest.first {
                switch first {
                case "\"":
                    let value = rest.dropFirst().prefix { $0 != "\"" }
                    words.append(String(value))
                    rest = rest.dropFirst(value.count + 2)
                case "{":
                    if scope.count < 64 { scope.append(words.last ?? "") }
                    words = []
                    rest = rest.dropFirst()
                case "}":
                    if !scope.isEmpty { scope.removeLast() }
                    rest = rest.dropFirst()
                case ";":
                    if words.count > 1 {
                        set((scope + [words[0]]).joined(separator: "::"), words[1])
                    }
                    words = []
                    rest = rest.dropFirst()
                case " ", "\t": rest = rest.dropFirst()
                default:
                    if rest.hasPrefix("//") {
                        rest = ""
                        continue
                    }
                    let word = rest.prefix { !" \t\"{};".contains($0) }
                    words.append(String(word))
                    rest = rest.dropFirst(word.count)
                }
            }
        }
    }

    mutating func set(_ name: String, _ value: String) { values[name.lowercased()] = value }

    subscript(name: String) -> String? { values[name.lowercased()] }

    /// A setting that is true or false.
    func isTrue(_ name: String, standard: Bool) -> Bool {
        guard let value = self[name]?.lowercased() else { return standard }
        return ["true", "yes", "1", "on", "with", "enable"].contains(value)
    }

    /// All names with their values, by name.
    var all: [(name: String, value: String)] {
        values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}

/// What one of apt's programs was called with.
struct AptArguments {
    private var given: [(key: String, value: String)] = []
    private(set) var words: [String] = []
    var settings: AptSettings
    /// How quiet it is: 0, 1 or 2.
    private(set) var quiet = 0

    /// Reads the words after the program's name.
    ///
    /// - Throws: `UtilityFailure`.
    init(_ call: UtilityCall) throws {
        settings = AptSettings(call.context)
        var rest = call.context.words.dropFirst().map(call.text)[...]
        let options = call.utility.options
        while let word = rest.popFirst() {
            if word == "--" {
                words += rest
                break
            }
            guard word.hasPrefix("-"), word.count > 1 else {
                words.append(word)
                continue
            }
            if word.hasPrefix("--") {
                let parts = word.dropFirst(2).split(separator: "=", maxSplits: 1).map(String.init)
                var name = parts.first ?? ""
                var value = parts.count > 1 ? parts[1] : nil
                if !options.contains(where: { $0.words.contains(name) }), name.hasPrefix("no-") {
                    name = String(name.dropFirst(3))
                    value = "false"
                }
                guard let option = options.first(where: { $0.words.contains(name) }) else {
                    throw try Apt.failure(
                        "Command line option \(word) is not understood in combination with the "
                            + "other options", call)
                }
                if option.value == .required, value == nil {
                    guard let next = rest.popFirst() else {
                        throw try Apt.failure("Option \(word) requires an argument.", call)
                    }
                    value = next
                }
                try add(option, value, "--\(name)", call)
                continue
            }
            var letters = word.utf8.dropFirst()
            while let letter = letters.popFirst() {
                guard let option = options.first(where: { $0.letters.contains(letter) }) else {
                    throw try Apt.failure(
                        "Command line option '\(UnicodeScalar(letter))' [from \(word)] is not "
                            + "understood in combination with the other options.", call)
                }
                var value: String?
                if option.value == .required {
                    if letters.isEmpty, let next = rest.popFirst() {
                        value = next
                    } else if letters.isEmpty {
                        throw try Apt.failure(
                            "Option -\(UnicodeScalar(letter)) requires an argument.", call)
                    } else {
                        value = String(
                            decoding: letters.first == 61 ? letters.dropFirst() : letters,
                            as: UTF8.self)
                    }
                    letters = letters.suffix(0)
                } else if letters.first == 61 {
                    value = String(decoding: letters.dropFirst(), as: UTF8.self)
                    letters = letters.suffix(0)
                }
                try add(option, value, "-\(UnicodeScalar(letter))", call)
            }
        }
    }

    private mutating func add(
        _ option: UtilityOption, _ value: String?, _ name: String, _ call: UtilityCall
    ) throws {
        if case .missing = option.effect {
            throw try Apt.failure("option '\(name)' is not supported by Lay", call)
        }
        switch option.key {
        case "o":
            let parts = (value ?? "").split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else {
                throw try Apt.failure(
                    "Option \(value ?? ""): Configuration item specification must have an =<val>.",
                    call)
            }
            settings.set(String(parts[0]), String(parts[1]))
        case "q": quiet = value.flatMap { Int($0) } ?? min(2, quiet + 1)
        default: given.append((option.key, value ?? "true"))
        }
    }

    /// True for an option that was given and not taken back.
    func has(_ key: String) -> Bool {
        guard let last = given.last(where: { $0.key == key })?.value else { return false }
        return !["false", "no", "0", "off"].contains(last)
    }

    func value(_ key: String) -> String? { given.last { $0.key == key }?.value }

    /// Takes the word that says what is to be done.
    mutating func takeCommand() -> String? { words.isEmpty ? nil : words.removeFirst() }
}

/// What apt's programs have in common.
enum Apt {
    static let version = "2.6.1"

    /// Says why the program cannot go on; gives what ends it.
    ///
    /// - Throws: `BoundReached`.
    static func failure(_ text: String, _ call: UtilityCall) throws -> UtilityFailure {
        try complain("E: \(text)", call)
        return UtilityFailure(nil, status: 100)
    }

    /// Writes a line to the error output.
    ///
    /// - Throws: `BoundReached`.
    static func complain(_ text: String, _ call: UtilityCall) throws {
        try call.flush()
        try call.context.errors.write(text + "\n")
    }

    /// A size as apt writes it: `12.3 kB`.
    static func size(_ bytes: Int) -> String {
        var size = Double(abs(bytes))
        for unit in ["", "k", "M", "G", "T"] {
            if size < 100, unit != "" {
                let tenths = Int((size * 10).rounded(.toNearestOrEven))
                return "\(tenths / 10).\(tenths % 10) \(unit)B"
            }
            if size < 10_000 { return "\(Int(size.rounded(.toNearestOrEven))) \(unit)B" }
            size /= 1000
        }
        return "\(Int(min(size, 1e15))) PB"
    }

    /// Names in lines of a terminal's width, each line indented.
    static func list(_ names: [String]) -> String {
        var text = ""
        var used = 0
        for name in names {
            if used == 0 || used + name.utf8.count > 79 {
                text += (text.isEmpty ? "  " : "\n  ") + name
                used = 0
            } else {
                text += " " + name
                used += 1
            }
            used += name.utf8.count
        }
        return text + "\n"
    }
}
