internal import LayBounds
internal import LayFiles

extension Shell {
    func execute(_ command: ShellCommand) throws {
        try context.step()
        try context.account.nested { try releasingWords { try executeHere(command) } }
    }

    private func executeHere(_ command: ShellCommand) throws {
        switch command {
        case .simple(let assignments, let words, let redirections):
            try simple(assignments, words, redirections)
            try exitOnError()
        case .pipeline(let commands, let isNegated):
            try pipeline(commands, isNegated: isNegated)
        case .chain(let first, let rest): try chain(first, rest)
        case .sequence(let commands): for command in commands { try execute(command) }
        case .subshell(let body, let redirections): try subshell(body, redirections)
        case .group(let body, let redirections): try redirected(redirections) { try execute(body) }
        case .if(let arms, let otherwise, let redirections):
            try redirected(redirections) { try choose(arms, otherwise) }
        case .loop(let condition, let body, let isUntil, let redirections):
            try redirected(redirections) { try loop(condition, body, isUntil: isUntil) }
        case .each(let variable, let words, let body, let redirections):
            try each(variable, words, body, redirections)
        case .choice(let subject, let arms, let redirections):
            try choice(subject, arms, redirections)
        case .function(let name, let body):
            environment.functions[name] = body
            definitions += 1
            environment.status = 0
        }
    }

    private func chain(
        _ first: ShellCommand, _ rest: [(joint: ShellCommand.Joint, command: ShellCommand)]
    ) throws {
        try test { try execute(first) }
        for (index, (joint, command)) in rest.enumerated() {
            guard (environment.status == 0) == (joint == .and) else { continue }
            if index == rest.count - 1 {
                try execute(command)
            } else {
                try test { try execute(command) }
            }
        }
    }

    private func subshell(_ body: ShellCommand, _ redirections: [Redirection]) throws {
        let inner = copy()
        // The redirections stay for the trap on EXIT.
        try inner.runToEnd { if try inner.redirect(redirections) { try inner.execute(body) } }
        environment.status = inner.environment.status
        try exitOnError()
    }

    private func choose(
        _ arms: [(condition: ShellCommand, body: ShellCommand)], _ otherwise: ShellCommand?
    ) throws {
        for (condition, body) in arms {
            try test { try execute(condition) }
            if environment.status == 0 { return try execute(body) }
        }
        environment.status = 0
        if let otherwise { try execute(otherwise) }
    }

    private func loop(_ condition: ShellCommand, _ body: ShellCommand, isUntil: Bool) throws {
        let isEndless = condition.isConstant(!isUntil)
        if isEndless { endlessLoops += 1 }
        defer { if isEndless { endlessLoops -= 1 } }
        var last = ExitStatus.success
        while true {
            var isOver = false
            let goesOn = try turn {
                try test { try execute(condition) }
                isOver = (environment.status == 0) == isUntil
                if !isOver { try execute(body) }
            }
            if isOver { break }
            last = environment.status
            if !goesOn { break }
        }
        environment.status = last
    }

    private func each(
        _ variable: String, _ words: [ShellWord]?, _ body: ShellCommand,
        _ redirections: [Redirection]
    ) throws {
        let values = try words?.flatMap { try fields($0) } ?? environment.parameters
        try redirected(redirections) {
            environment.status = 0
            for value in values {
                try set(variable, value)
                if try !turn({ try execute(body) }) { break }
            }
        }
    }

    private func choice(
        _ subject: ShellWord, _ arms: [(patterns: [ShellWord], body: ShellCommand?)],
        _ redirections: [Redirection]
    ) throws {
        let text = try string(subject)
        try redirected(redirections) {
            environment.status = 0
            for (patterns, body) in arms {
                guard
                    try patterns.contains(where: {
                        try ShellPattern(try pattern($0)).matches(text, context.account)
                    })
                else { continue }
                if let body { try execute(body) }
                return
            }
        }
    }

    private func exitOnError() throws {
        if environment.status != 0, environment.options.contains("e"), environment.tests == 0 {
            throw Leaving.exit
        }
    }

    private func test(_ body: () throws -> Void) throws {
        environment.tests += 1
        defer { environment.tests -= 1 }
        try body()
    }

    /// Runs a loop once; false when it is left.
    private func turn(_ body: () throws -> Void) throws -> Bool {
        environment.loops += 1
        defer { environment.loops -= 1 }
        do {
            try body()
        } catch Leaving.break(let count) {
            if count > 1 { throw Leaving.break(count - 1) }
            return false
        } catch Leaving.continue(let count) {
            if count > 1 { throw Leaving.continue(count - 1) }
        }
        return true
    }

    private func pipeline(_ commands: [ShellCommand], isNegated: Bool) throws {
        if isNegated { environment.tests += 1 }
        defer { if isNegated { environment.tests -= 1 } }
        if commands.count == 1 {
            // What is only negated changes this shell.
            try execute(commands[0])
            if isNegated { environment.status = environment.status == 0 ? 1 : 0 }
            return
        }
        var input = context.descriptors[0]
        for (index, command) in commands.enumerated() {
            let isLast = index == commands.count - 1
            let inner = copy()
            inner.context.descriptors[0] = input
            if !isLast { inner.context.output = context.collector() }
            let output = inner.context.output
            try inner.runToEnd { try inner.execute(command) }
            environment.status = inner.environment.status
            if !isLast { input = Channel(reading: output) }
        }
        if isNegated {
            environment.status = environment.status == 0 ? 1 : 0
        } else {
            try exitOnError()
        }
    }

    private func simple(
        _ assignments: [(name: String, value: ShellWord)], _ words: [ShellWord],
        _ redirections: [Redirection]
    ) throws {
        substitutionStatus = 0
        let arguments = try words.flatMap { try fields($0) }
        guard let name = arguments.first else {
            try redirected(redirections) {
                for (name, value) in assignments { try set(name, try string(value)) }
                // A command of assignments alone has the status of its last substitution.
                environment.status = substitutionStatus
            }
            return
        }
        if environment.options.contains("x") {
            try context.errors.write("+ " + arguments.joined(separator: " ") + "\n")
        }
        if let body = environment.functions[name] {
            try redirected(redirections) {
                try framed {
                    try setLocally(assignments)
                    try call(body, Array(arguments.dropFirst()))
                }
            }
            return
        }
        if let builtin = Builtins.table[name] {
            if assignments.isEmpty || Builtins.special.contains(name) {
                for (variable, value) in assignments {
                    try set(variable, try string(value))
                    if name == "exec" { environment.exported.insert(variable) }
                }
                return try run(builtin, arguments, redirections)
            }
            return try framed {
                try setLocally(assignments)
                try run(builtin, arguments, redirections)
            }
        }
        var exports = exportedVariables
        for (name, value) in assignments {
            let text = try string(value)
            exports.removeAll { $0.key == name }
            exports.append((name, text))
        }
        try redirected(redirections) {
            try runProgram(arguments, exports)
            try reportWriting()
        }
    }

    /// Makes the assignments before a command that this shell runs itself, for as long as it runs.
    private func setLocally(_ assignments: [(name: String, value: ShellWord)]) throws {
        for (name, value) in assignments {
            let text = try string(value)
            try makeLocal(name)
            try set(name, text)
            environment.exported.insert(name)
        }
    }

    /// Runs a built-in command; a redirection that is refused ends the shell when the command is a
    /// special one (POSIX.1-2017, Consequences of Shell Errors).
    private func run(
        _ builtin: Builtins.Body, _ arguments: [String], _ redirections: [Redirection]
    ) throws {
        // The redirections of `exec` without a program stay.
        let stays = arguments.drop { $0 == "command" } == ["exec"]
        let saved = context.descriptors
        defer { if !stays { context.descriptors = saved } }
        guard try redirect(redirections) else {
            if Builtins.special.contains(arguments[0]) { throw Leaving.failure }
            return
        }
        let frames = environment.frames.count
        do {
            environment.status = try builtin(self, arguments)
        } catch Leaving.failure where !Builtins.special.contains(arguments[0]) {
            endFrames(to: frames)
        }
        try reportWriting()
    }

    var exportedVariables: [(key: String, value: String)] {
        // Names the shell was started with keep their order; new ones follow by name.
        var result: [(key: String, value: String)] = []
        for (key, _) in context.environment where environment.exported.contains(key) {
            if let value = environment.variables[key] { result.append((key, value)) }
        }
        let known = Set(result.map(\.key))
        for key in environment.exported.sorted() where !known.contains(key) {
            if let value = environment.variables[key] { result.append((key, value)) }
        }
        return result
    }

    /// Runs a program; false when it cannot be run.
    @discardableResult
    func runProgram(_ arguments: [String], _ exports: [(key: String, value: String)]) throws
        -> Bool
    {
        let child = context.child(arguments)
        child.environment = exports
        do {
            switch try ProgramRunner.run(child) {
            case .exited(let code):
                environment.status = code
                if let word = child.lastWord { try context.errors.write(word + "\n") }
                if endlessLoops > 0, context.asleep > 0 {
                    // Nothing but a signal ends such a loop, so this is where it stands.
                    staying = .stays(
                        onSignal: traps.isEmpty ? nil : { [self] in try handle($0) })
                    throw Leaving.exit
                }
            case .stays(let handler):
                staying = .stays(onSignal: handler)
                environment.status = 0
                throw Leaving.exit
            }
            return true
        } catch let error as ProgramError {
            try context.errors.write("sh: 1: \(error.message)\n")
            environment.status = error.status
            return false
        }
    }

    private func call(_ body: ShellCommand, _ arguments: [String]) throws {
        let saved = (environment.parameters, environment.loops)
        (environment.parameters, environment.loops) = (arguments, 0)
        defer { (environment.parameters, environment.loops) = saved }
        do {
            try execute(body)
        } catch Leaving.return {}
    }
}
