extension Dockerfile {
    /// An instruction with its variables put in.
    public struct ExpandedStep: Sendable {
        /// The instruction; `mounts` and `ports` say more of RUN and EXPOSE.
        public let command: Command
        /// The mounts of a RUN.
        public let mounts: [Command.MountOption]
        /// The ports of an EXPOSE, each with its protocol: `80/tcp`.
        ///
        /// - Complexity: O(*n*) in the ports.
        public var ports: [String] { exposed.ports }
        let exposed: ExposedPorts
        /// The names of set variables that were looked up, each once, in order.
        public let used: [String]
        /// The names of variables that are not set, each once, in order.
        public let unset: [String]
    }
}

extension Dockerfile.Step {
    /// The instruction with its variables put in, where BuildKit does that.
    ///
    /// RUN, CMD, ENTRYPOINT, SHELL, HEALTHCHECK, ONBUILD and MAINTAINER stay as they are: their
    /// variables are the shell's. All values of an instruction are those from before it. An ARG
    /// with several names sees in each default what it declares before, and no default where the
    /// build gives a value: who builds expands each alone, or with `Dockerfile.expand`.
    ///
    /// - Parameters:
    ///   - file: the file, for the place of an error.
    ///   - lookup: the value of a variable; `nil` where it is not set.
    /// - Throws: `DockerfileError` for what cannot be expanded, for mounts, ports and signals that
    ///   are none, and when the run may not go on.
    public func expanded(
        in file: Dockerfile, _ lookup: (String) -> String?
    ) throws(DockerfileError) -> Dockerfile.ExpandedStep {
        var expander = CommandExpander(escape: file.escape)
        do throws(Fault) {
            let command = try expander.expanded(command, lookup)
            return Dockerfile.ExpandedStep(
                command: command, mounts: expander.mounts, exposed: expander.exposed,
                used: expander.used.names, unset: expander.unset.names)
        } catch {
            throw DockerfileError(
                error, file: file.name, lines: instruction.lines, of: file.lines)
        }
    }
}

/// Expands the parts of a command and collects the names.
struct CommandExpander {
    private let plain: WordExpansion
    /// Is told each word with variables that are not set, as soon as it is expanded.
    private let missed: ((_ names: [String]) -> Void)?
    /// Is told each port of an EXPOSE before its faults are.
    private let found: ((ExposedPorts.Word) -> Void)?
    private(set) var mounts: [Command.MountOption] = []
    private(set) var exposed = ExposedPorts()
    private(set) var used = NameList()
    private(set) var unset = NameList()

    init(
        escape: UInt8, missed: ((_ names: [String]) -> Void)? = nil,
        found: ((ExposedPorts.Word) -> Void)? = nil
    ) {
        plain = WordExpansion(escape: escape)
        self.missed = missed
        self.found = found
    }

    /// Notes the names of an expansion.
    private mutating func note(_ expanded: WordExpansion.Expanded) {
        used.add(expanded.used)
        unset.add(expanded.unset)
        if !expanded.unset.isEmpty { missed?(expanded.unset) }
    }

    mutating func expanded(
        _ command: Command, _ lookup: (String) -> String?
    ) throws(Fault) -> Command {
        switch command {
        case .arg(let declarations):
            var result: [Command.Declaration] = []
            for declaration in declarations {
                result.append(
                    Command.Declaration(
                        name: declaration.name, value: try flag(declaration.value, lookup)))
            }
            return .arg(result)
        case .env(let list): return .env(try pairs(list, lookup))
        case .label(let list): return .label(try pairs(list, lookup))
        case .copy(let copy): return .copy(try expanded(copy, lookup))
        case .run(let run):
            try readMounts(run, lookup)
            return command
        case .expose(let texts):
            var result: [String] = []
            for port in texts {
                result += try split(port, lookup)
            }
            exposed = try ExposedPorts(result) { found?($0) }
            return .expose(result)
        case .volume(let paths):
            let result = try words(paths, lookup)
            guard !result.contains("") else { throw Fault(Fault.emptyVolume.message) }
            return .volume(result)
        case .user(let user): return .user(try word(user, lookup))
        case .workdir(let path): return .workdir(try word(path, lookup))
        case .stopSignal(let text):
            let signal = try word(text, lookup)
            try StopSignals.check(signal)
            return .stopSignal(signal)
        case .cmd, .entrypoint, .healthcheck, .shell, .onBuild, .maintainer: return command
        }
    }

    private mutating func expand(
        _ text: String, _ expansion: WordExpansion, _ lookup: (String) -> String?
    ) throws(Fault) -> WordExpansion.Expanded {
        do throws(ExpansionError) {
            let result = try expansion.word(text, lookup)
            note(result)
            return result
        } catch {
            if !error.unset.isEmpty { missed?(error.unset) }
            throw Fault(error)
        }
    }

    private mutating func split(
        _ text: String, _ lookup: (String) -> String?
    ) throws(Fault) -> [String] {
        do throws(ExpansionError) {
            let (expanded, words) = try plain.run(text, isSplit: true, lookup)
            // BuildKit does not look for what is missing here.
            used.add(expanded.used)
            unset.add(expanded.unset)
            return words
        } catch {
            throw Fault(error)
        }
    }

    private mutating func word(
        _ text: String, _ lookup: (String) -> String?
    ) throws(Fault) -> String {
        try expand(text, plain, lookup).text
    }

    private mutating func flag(
        _ text: String?, _ lookup: (String) -> String?
    ) throws(Fault) -> String? {
        guard let text else { return nil }
        return try word(text, lookup)
    }

    private mutating func words(
        _ texts: [String], _ lookup: (String) -> String?
    ) throws(Fault) -> [String] {
        var result: [String] = []
        for text in texts { result.append(try word(text, lookup)) }
        return result
    }

    private mutating func pairs(
        _ pairs: [Command.Pair], _ lookup: (String) -> String?
    ) throws(Fault) -> [Command.Pair] {
        var result: [Command.Pair] = []
        for pair in pairs {
            let key = try word(pair.key, lookup)
            result.append(
                Command.Pair(
                    key: key, value: try word(pair.value, lookup), isLegacy: pair.isLegacy))
        }
        return result
    }

    private mutating func expanded(
        _ copy: Command.Copy, _ lookup: (String) -> String?
    ) throws(Fault) -> Command.Copy {
        let chown = try flag(copy.chown, lookup)
        let chmod = try flag(copy.chmod, lookup)
        let checksum = try flag(copy.checksum, lookup)
        let sources = try words(copy.sources, lookup)
        let target = try word(copy.target, lookup)
        var heredocs: [Dockerfile.Heredoc] = []
        for heredoc in copy.heredocs {
            guard heredoc.expands else {
                heredocs.append(heredoc)
                continue
            }
            let text = try expand(heredoc.content, .heredoc, lookup).text
            heredocs.append(heredoc.with(content: text))
        }
        return Command.Copy(
            isAdd: copy.isAdd, sources: sources, heredocs: heredocs, target: target,
            from: copy.from, chown: chown, chmod: chmod, isLink: copy.isLink,
            keepsParents: copy.keepsParents, excludes: copy.excludes, checksum: checksum,
            keepsGitDirectory: copy.keepsGitDirectory, unpacks: copy.unpacks)
    }

    private mutating func readMounts(
        _ run: Command.Run, _ lookup: (String) -> String?
    ) throws(Fault) {
        for text in run.mounts {
            do throws(MountOptionError) {
                let mount = try Command.MountOption(parsing: text) { value throws(ExpansionError) in
                    let result = try plain.word(value, lookup)
                    note(result)
                    return result.text
                }
                mounts.append(mount)
            } catch {
                var fault = Fault(error.message, help: error.help)
                fault.bound = error.bound
                throw fault
            }
        }
    }
}

extension Dockerfile.Heredoc {
    /// The heredoc with another text.
    func with(content: String) -> Self {
        Self(
            name: name, content: content, written: written, expands: expands,
            stripsTabs: stripsTabs, descriptor: descriptor, lines: lines)
    }
}
