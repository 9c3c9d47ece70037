extension Command {
    /// The words that begin an instruction.
    static let names = [
        "ADD", "ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "FROM", "HEALTHCHECK", "LABEL",
        "MAINTAINER", "ONBUILD", "RUN", "SHELL", "STOPSIGNAL", "USER", "VOLUME", "WORKDIR",
    ]

    /// What an instruction says.
    ///
    /// - Throws: `Fault` for what BuildKit refuses before it builds.
    init(_ instruction: Dockerfile.Instruction, escape: UInt8) throws(Fault) {
        let name = instruction.name
        let bytes = Array(instruction.arguments.utf8)[...]
        switch name {
        case "ARG": self = .arg(try Self.declarations(bytes, escape: escape))
        case "ENV", "LABEL":
            let pairs = try Self.pairs(instruction, bytes, escape: escape)
            self = name == "ENV" ? .env(pairs) : .label(pairs)
        case "COPY", "ADD": self = .copy(try Copy(instruction))
        case "RUN": self = .run(try Run(instruction))
        case "CMD", "ENTRYPOINT":
            _ = try Flags(instruction.flags)
            let line = CommandLine(instruction)
            self = name == "CMD" ? .cmd(line) : .entrypoint(line)
        case "HEALTHCHECK": self = .healthcheck(try Check.reading(instruction))
        case "EXPOSE":
            let ports = Blank.words(bytes).map { String(bytes: $0) }
            guard !ports.isEmpty else { throw .atLeastOneArgument(name) }
            _ = try Flags(instruction.flags)
            // BuildKit sorts them before anything is put in.
            self = .expose(ports.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
        case "VOLUME": self = .volume(try Self.volumes(instruction, bytes))
        case "USER": self = .user(try Self.text(instruction))
        case "WORKDIR": self = .workdir(try Self.text(instruction))
        case "MAINTAINER": self = .maintainer(try Self.text(instruction))
        case "STOPSIGNAL":
            guard !bytes.isEmpty else { throw .exactlyOneArgument(name) }
            // BuildKit looks at no flags of STOPSIGNAL and ARG.
            self = .stopSignal(instruction.arguments)
        case "SHELL":
            _ = try Flags(instruction.flags)
            guard let words = instruction.json ?? (bytes.isEmpty ? [] : nil) else {
                throw .notJSON(name)
            }
            guard !words.isEmpty else { throw .atLeastOneArgument(name) }
            self = .shell(words)
        case "ONBUILD": self = .onBuild(try Self.trigger(instruction, bytes))
        default: throw .unknownInstruction(instruction.word)
        }
    }

    private static func text(_ instruction: Dockerfile.Instruction) throws(Fault) -> String {
        guard !instruction.arguments.isEmpty else { throw .exactlyOneArgument(instruction.name) }
        _ = try Flags(instruction.flags)
        return instruction.arguments
    }

    private static func declarations(
        _ bytes: ArraySlice<UInt8>, escape: UInt8
    ) throws(Fault) -> [Declaration] {
        let words = KeyValues.words(bytes, escape: escape)
        guard !words.isEmpty else { throw .atLeastOneArgument("ARG") }
        var result: [Declaration] = []
        for word in words {
            guard let sign = word.firstIndex(of: UInt8(ascii: "=")) else {
                result.append(Declaration(name: String(bytes: word[...]), value: nil))
                continue
            }
            guard sign > 0 else { throw .blankName("ARG") }
            result.append(
                Declaration(
                    name: String(bytes: word[..<sign]), value: String(bytes: word[(sign + 1)...])))
        }
        return result
    }

    private static func pairs(
        _ instruction: Dockerfile.Instruction, _ bytes: ArraySlice<UInt8>, escape: UInt8
    ) throws(Fault) -> [Pair] {
        let name = instruction.name
        let pairs = try KeyValues.pairs(bytes, of: name, escape: escape)
        _ = try Flags(instruction.flags)
        guard !pairs.isEmpty else { throw .atLeastOneArgument(name) }
        guard !pairs.contains(where: { $0.key.isEmpty }) else { throw .blankName(name) }
        return pairs
    }

    private static func volumes(
        _ instruction: Dockerfile.Instruction, _ bytes: ArraySlice<UInt8>
    ) throws(Fault) -> [String] {
        let paths = instruction.json ?? Blank.words(bytes).map { String(bytes: $0) }
        guard !paths.isEmpty else { throw .atLeastOneArgument("VOLUME") }
        _ = try Flags(instruction.flags)
        let trimmed = paths.map { String(bytes: Blank.trimmed(Array($0.utf8)[...])) }
        guard !trimmed.contains("") else { throw .emptyVolume }
        return trimmed
    }

    private static func trigger(
        _ instruction: Dockerfile.Instruction, _ bytes: ArraySlice<UInt8>
    ) throws(Fault) -> String {
        guard !bytes.isEmpty else { throw .atLeastOneArgument("ONBUILD") }
        _ = try Flags(instruction.flags)
        switch String(bytes: Blank.cut(bytes).word).uppercasedASCII {
        case "ONBUILD": throw .chainedOnBuild
        case "MAINTAINER": throw .trigger("MAINTAINER")
        case "FROM": throw .trigger("FROM")
        default: break
        }
        // What ends an expression is part of it: blanks stay, as in BuildKit.
        let line = Blank.trimmedLeft(Array(instruction.text.utf8)[...])
        var trigger = String(bytes: Blank.trimmedLeft(line.dropFirst("ONBUILD".utf8.count)))
        for heredoc in instruction.heredocs {
            trigger += "\n" + heredoc.written + heredoc.name
        }
        return trigger
    }
}

extension Command.CommandLine {
    /// The JSON form's words, or the text for the shell.
    init(_ instruction: Dockerfile.Instruction) {
        if let words = instruction.json {
            self.init(words: words, isShell: false)
        } else {
            let text = instruction.arguments
            self.init(
                words: text.isEmpty ? [] : [text], isShell: true, heredocs: instruction.heredocs)
        }
    }
}

extension Command.Run {
    init(_ instruction: Dockerfile.Instruction) throws(Fault) {
        let flags = try Flags(
            instruction.flags, [("mount", .texts), ("network", .text), ("device", .texts)],
            hidden: [("security", .text)])
        command = Command.CommandLine(instruction)
        mounts = flags.texts("mount")
        for mount in mounts { try Command.MountOption.check(mount) }
        network = flags.given("network")?.lowercasedASCII
        if let network, !["default", "none", "host"].contains(network) {
            throw .networkMode(flags.given("network") ?? "")
        }
        security = flags.given("security")?.lowercasedASCII
        if let security, !["sandbox", "insecure"].contains(security) {
            throw .securityMode(flags.given("security") ?? "")
        }
    }
}
