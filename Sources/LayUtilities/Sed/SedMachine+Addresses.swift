internal import LayRegex

extension SedMachine {
    /// Whether the addresses of a command choose the current line.
    ///
    /// - Throws: `ToolFailure` where there is no last pattern, and what the host throws.
    func isInRange(_ command: SedCommand) throws -> Bool {
        guard let first = command.first else { return true }
        guard let second = command.second else { return try isChosen(by: first) }
        return command.isActive
            ? try goesOn(command, second) : try begins(command, first, second)
    }

    private func begins(
        _ command: SedCommand, _ first: SedAddress, _ second: SedAddress
    ) throws -> Bool {
        let line = input.lineNumber
        if case .line(let number) = first {
            // A range may begin late, where its first line went by unseen.
            if command.isClosed || line < number { return false }
            if case .line(let last) = second, line > number, line > last { return false }
        } else if try !isChosen(by: first) {
            return false
        }
        switch second {
        case .line(let last):
            command.rangeEnd = last
            command.isActive = last > line
        case .more(let count):
            command.rangeEnd = line &+ count
            command.isActive = count > 0
        case .multiple(let factor):
            command.rangeEnd = factor > 0 ? line &+ factor &- line % factor : line
            command.isActive = factor > 0
        default: command.isActive = true
        }
        if !command.isActive { command.isClosed = true }
        return true
    }

    private func goesOn(_ command: SedCommand, _ second: SedAddress) throws -> Bool {
        let line = input.lineNumber
        switch second {
        case .line, .more, .multiple:
            if line >= command.rangeEnd {
                command.isActive = false
                command.isClosed = true
            }
            if line <= command.rangeEnd { return true }
            // The end was passed unseen: the line may begin a range of its own.
            guard let first = command.first, case .pattern = first else { return false }
            return try begins(command, first, second)
        default:
            if try isChosen(by: second) {
                command.isActive = false
                command.isClosed = true
            }
            return true
        }
    }

    private func isChosen(by address: SedAddress) throws -> Bool {
        switch address {
        case .line(let number): return number == input.lineNumber
        case .step(let first, let step):
            return input.lineNumber >= first && (input.lineNumber &- first) % step == 0
        case .last: return try input.isAtLastLine()
        case .pattern(let pattern):
            return try used(pattern).searcher.matches(self.pattern.bytes.text) {
                (count: Int) throws in try host.step(count)
            }
        case .more, .multiple: return false
        }
    }

    /// The pattern itself, or the last one used for the empty one.
    ///
    /// - Throws: `ToolFailure` where none has been used.
    @inline(__always)
    func used(_ pattern: SedPattern?) throws -> SedPattern {
        if let pattern {
            lastPattern = pattern
            return pattern
        }
        if let lastPattern { return lastPattern }
        throw noPattern
    }

    private var noPattern: ToolFailure {
        settings.manners == .busybox
            ? ToolFailure.sed(settings, "no previous regexp", status: 1)
            : ToolFailure.sed(
                settings,
                "-e expression #\(script.partCount), char 0: no previous regular expression",
                status: 1)
    }
}
