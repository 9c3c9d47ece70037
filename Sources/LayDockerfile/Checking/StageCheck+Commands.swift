internal import LayBounds
internal import LayImages

// What each instruction shows.
extension StageCheck {
    mutating func run(
        _ step: Dockerfile.Step, file: Dockerfile, _ scope: inout StageScope,
        _ ignores: (String) -> Bool
    ) throws(DockerfileError) {
        do throws(BoundReached) {
            try pace.step(4)
        } catch {
            throw DockerfileError(
                .stopped(error), file: check.file.name, lines: step.instruction.lines, of: [])
        }
        if case .arg(let declarations) = step.command {
            try declare(declarations, at: step.instruction, of: file, &scope)
            return
        }
        let command = try expanded(step, file, scope)
        note(command, step.instruction, &scope, ignores)
    }

    private mutating func expanded(
        _ step: Dockerfile.Step, _ file: Dockerfile, _ scope: StageScope
    ) throws(DockerfileError) -> Command {
        var missed: [[String]] = []
        var ports: [ExposedPorts.Word] = []
        let result: Result<Command, Fault>
        do throws(Fault) {
            var expander = CommandExpander(
                escape: file.escape, missed: { missed.append($0) }, found: { ports.append($0) })
            result = .success(try expander.expanded(step.command) { scope.values[$0] })
        } catch {
            result = .failure(error)
        }
        let lines = step.instruction.lines
        for names in missed { report(names, lines, scope) }
        for port in ports { report(port, lines) }
        switch result {
        case .success(let command): return command
        case .failure(let fault):
            throw DockerfileError(
                fault, file: check.file.name, lines: lines, of: check.file.lines)
        }
    }

    private mutating func report(
        _ names: [String], _ lines: ClosedRange<Int>, _ scope: StageScope
    ) {
        let missing = names.filter { !scope.declared.contains($0) }
        guard !missing.isEmpty, log.settings.includes(.undefinedVar) else { return }
        let known = scope.values.names
        for name in missing {
            log.add(
                .undefinedVar,
                "Usage of undefined variable '$\(name)'"
                    + Suggestion.question(
                        Suggestion.nearest(to: name, among: known).map { "$\($0)" }), lines)
        }
    }

    private mutating func report(_ port: ExposedPorts.Word, _ lines: ClosedRange<Int>) {
        if port.proto != port.proto.lowercasedASCII {
            log.add(
                .exposeProtoCasing,
                "Defined protocol '\(port.text)' in EXPOSE instruction should be lowercase",
                lines)
        }
        if port.namesHost {
            log.add(
                .exposeInvalidFormat,
                "EXPOSE instruction should not define an IP address or host-port mapping, "
                    + "found '\(port.text)'", lines)
        }
    }

    private mutating func declare(
        _ declarations: [Command.Declaration], at instruction: Dockerfile.Instruction,
        of file: Dockerfile, _ scope: inout StageScope
    ) throws(DockerfileError) {
        for declaration in declarations {
            checkSecret("ARG", declaration.name, instruction.lines)
            var value = check.arguments[declaration.name]
            if value == nil, let written = declaration.value {
                let expanded: WordExpansion.Expanded
                do throws(ExpansionError) {
                    expanded = try WordExpansion(escape: file.escape).word(written) {
                        scope.values[$0]
                    }
                } catch {
                    throw DockerfileError(
                        Fault(error), file: check.file.name, lines: instruction.lines,
                        of: check.file.lines)
                }
                report(expanded.unset, instruction.lines, scope)
                value = expanded.text
            } else if value == nil {
                value = globals[declaration.name]
            }
            if let value { scope.values[declaration.name] = value }
            scope.declared.insert(declaration.name)
        }
    }

    /// Notes what an instruction shows once its variables are put in.
    private mutating func note(
        _ command: Command, _ instruction: Dockerfile.Instruction, _ scope: inout StageScope,
        _ ignores: (String) -> Bool
    ) {
        let lines = instruction.lines
        switch command {
        case .env(let pairs):
            for pair in pairs {
                checkLegacy(pair, instruction)
                checkSecret("ENV", pair.key, lines)
                scope.values[pair.key] = pair.value
                scope.environment[pair.key] = pair.value
            }
        case .label(let pairs):
            for pair in pairs { checkLegacy(pair, instruction) }
        case .workdir(let path):
            if !scope.hasWorkdir, path.utf8.first != UInt8(ascii: "/") {
                log.add(
                    .workdirRelativePath,
                    "Relative workdir \(path.goQuoted) can have unexpected results if the base "
                        + "image changes", lines)
            }
            scope.hasWorkdir = true
        case .copy(let copy) where copy.from == nil:
            for source in copy.sources where !copy.isRemote(source) && ignores(source) {
                log.add(
                    .copyIgnoredFile,
                    "Attempting to \(copy.isAdd ? "Add" : "Copy") file \(source.goQuoted) that "
                        + "is excluded by .dockerignore", lines)
            }
        case .cmd(let line), .entrypoint(let line):
            checkUsedOnce(instruction, &scope)
            if line.isShell, !scope.hasShell {
                log.add(
                    .jsonArgsRecommended,
                    "JSON arguments recommended for \(instruction.word) to prevent unintended "
                        + "behavior related to OS signals", lines)
            }
        case .healthcheck: checkUsedOnce(instruction, &scope)
        case .shell: scope.hasShell = true
        case .onBuild(let trigger): scope.triggers.append(trigger)
        default: break
        }
    }

    private mutating func checkLegacy(
        _ pair: Command.Pair, _ instruction: Dockerfile.Instruction
    ) {
        guard pair.isLegacy else { return }
        let word = instruction.word
        log.add(
            .legacyKeyValueFormat,
            "\"\(word) key=value\" should be used instead of legacy \"\(word) key value\" format",
            instruction.lines)
    }

    private mutating func checkUsedOnce(
        _ instruction: Dockerfile.Instruction, _ scope: inout StageScope
    ) {
        if let before = scope.lines[instruction.name] {
            log.add(
                .multipleInstructionsDisallowed,
                "Multiple \(instruction.word) instructions should not be used in the same stage "
                    + "because only the last one will be used", before)
        }
        scope.lines[instruction.name] = instruction.lines
    }

    private mutating func checkSecret(
        _ instruction: String, _ name: String, _ lines: ClosedRange<Int>
    ) {
        let words = Set(name.lowercasedASCII.split(separator: "_").map(String.init))
        guard !words.isDisjoint(with: Self.secrets), !words.contains("public") else { return }
        log.add(
            .secretsUsedInArgOrEnv,
            "Do not use ARG or ENV instructions for sensitive data "
                + "(\(instruction) \(name.goQuoted))", lines)
    }

    private static let secrets: Set<String> = [
        "apikey", "auth", "credential", "credentials", "key", "password", "pword", "passwd",
        "secret", "token",
    ]
}

extension Command.Copy {
    /// True for a source that is no file of the context: a URL, or a repository of git.
    func isRemote(_ source: String) -> Bool {
        ["http://", "https://", "git://", "ssh://", "git@"].contains { source.hasPrefix($0) }
    }
}
