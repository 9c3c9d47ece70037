internal import LayContainers
internal import LayImages
internal import LayWorld

/// The instructions that change the configuration.
extension StageBuilder {
    /// Carries out one instruction.
    func dispatch(_ step: Dockerfile.Step) throws {
        let lookup: (String) -> String? = { [unowned self] in self.lookup($0) }
        if case .arg(let declarations) = step.command {
            return try declare(declarations, step)
        }
        let expanded = try step.expanded(in: request.file, lookup)
        let created = created
        switch expanded.command {
        case .arg: break
        case .env(let pairs):
            image = try image.env(
                pairs.map { ($0.key, $0.value) }, created: created, takesBlankNames: true)
        case .label(let pairs):
            image = try image.label(pairs.map { ($0.key, $0.value) }, created: created)
        case .copy(let copy): try self.copy(copy, step.instruction)
        case .run(let run): try self.run(run, expanded.mounts, step.instruction)
        case .cmd(let line):
            image = image.cmd(words(line), created: created, isOfBuild: true)
            setsCommand = true
        case .entrypoint(let line):
            image = image.entrypoint(
                words(line), created: created, keepsCommand: setsCommand)
        case .healthcheck(let check):
            image = image.healthcheck(healthcheck(check), created: created)
        case .expose(let ports):
            image =
                try ports.isEmpty
                ? image.saying("EXPOSE []", created: created)
                : image.expose(expanded.ports, created: created, keepsOrder: true)
        case .volume(let paths): image = try image.volume(paths, created: created)
        case .user(let user):
            // A variable that is empty makes it root again.
            image =
                try user.isEmpty
                ? image.saying("USER ", created: created).withUser("")
                : image.user(user, created: created)
        case .workdir(let path): try workdir(path, step.instruction)
        case .stopSignal(let signal):
            image = try image.stopSignal(signal, created: created, takesAnyNumber: true)
        case .shell(let words): image = try image.shell(words, created: created)
        case .onBuild(let line): image = try image.onBuild(line, created: created)
        case .maintainer(let name): image = image.maintainer(name, created: created)
        }
    }

    /// ARG: the value that was given for it, or its own, or that of the argument of its name before
    /// the first FROM.
    private func declare(_ declarations: [Command.Declaration], _ step: Dockerfile.Step) throws {
        var values: [(name: String, value: String?)] = []
        var known = image
        for declaration in declarations {
            builder.consumed.insert(declaration.name)
            var value = request.argument(declaration.name)
            if value == nil, let text = declaration.value {
                let current = known
                value = try request.file.expand(text, at: step.instruction.lines) { name in
                    current.buildEnvironment.last { $0.key == name }?.value
                }.text
            }
            value = value ?? builder.globals[declaration.name]
            values.append((declaration.name, value))
            known = try known.arguments([(declaration.name, value)], created: created)
        }
        image = try image.arguments(values, created: created)
    }

    /// The words of a command, those of the shell before a text.
    func words(_ line: Command.CommandLine) -> [String] {
        guard line.isShell else { return line.words }
        return image.config.shell + (line.words.isEmpty ? [""] : line.words)
    }

    private func healthcheck(_ check: Command.Check?) -> Healthcheck {
        guard let check else { return Healthcheck(test: ["NONE"]) }
        let line = check.command
        var result = Healthcheck(test: [line.isShell ? "CMD-SHELL" : "CMD"] + line.words)
        result.interval = check.interval
        result.timeout = check.timeout
        result.startPeriod = check.startPeriod
        result.startInterval = check.startInterval
        result.retries = check.retries
        return result
    }

    private func workdir(_ path: String, _ instruction: Dockerfile.Instruction) throws {
        let next = image.config.workingDirectory(changedBy: path)
        guard !next.allSatisfy({ $0 == "/" }) else {
            image =
                builder.isLooking
                ? image.withWorkingDirectory(next)
                : try engine.changeDirectory(to: path, on: image).image
            return
        }
        if builder.isLooking {
            image = image.withWorkingDirectory(next)
            return
        }
        try step(title(of: instruction), instruction.lines) { _, policy in
            try engine.changeDirectory(to: path, on: image, policy)
        }
    }
}
