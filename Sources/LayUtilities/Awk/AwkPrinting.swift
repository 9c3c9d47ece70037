/// Where a statement prints to.
struct AwkRedirection {
    /// The sign in front of the name.
    enum Mode {
        case write, append, command
    }

    let mode: Mode
    let name: AwkNode

    /// The stream, opened where it was not.
    ///
    /// - Throws: what ends the program.
    func output(_ machine: AwkMachine) throws -> AwkOutput {
        let name = try name.text(machine).array
        return try machine.streams.output(
            name, isCommand: mode == .command, appends: mode == .append, machine)
    }
}

/// `print`
final class AwkPrint: AwkStatement {
    private let parts: AwkList<AwkNode>
    private let redirection: AwkRedirection?
    private let line: Int

    init(_ parts: [AwkNode], _ redirection: AwkRedirection?, line: Int) {
        self.parts = AwkList(parts)
        self.redirection = redirection
        self.line = line
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        machine.line = line
        let scratch = machine.scratch
        let start = scratch.count
        if parts.count == 0 {
            try scratch.append(machine.record.span(machine))
        } else {
            for index in 0..<parts.count {
                if index > 0 { try scratch.append(machine.outputFieldSeparator) }
                try parts.with(index) { try $0.append(machine, isPrinted: true) }
            }
        }
        try scratch.append(machine.outputRecordSeparator)
        if let redirection {
            try AwkPrint.write(from: start, redirection, machine)
        } else {
            try machine.standardOutput.write(scratch.span(from: start))
        }
        scratch.count = start
        return .normal
    }

    /// Writes what the scratch has behind `start` to where a redirection leads.
    ///
    /// - Throws: what ends the program.
    static func write(
        from start: Int, _ redirection: AwkRedirection, _ machine: AwkMachine
    ) throws {
        let count = machine.scratch.count
        let output = try redirection.output(machine)
        machine.scratch.count = count
        try output.write(machine.scratch.span(from: start))
        if output === machine.streams.standardErrors { try output.flush() }
    }
}

/// `printf`
final class AwkPrintFormat: AwkStatement {
    private let parts: [AwkNode]
    private let redirection: AwkRedirection?
    private let line: Int

    init(_ parts: [AwkNode], _ redirection: AwkRedirection?, line: Int) {
        self.parts = parts
        self.redirection = redirection
        self.line = line
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        machine.line = line
        let start = machine.scratch.count
        try AwkFormatter.append(parts, machine)
        if let redirection {
            try AwkPrint.write(from: start, redirection, machine)
        } else {
            try machine.standardOutput.write(machine.scratch.span(from: start))
        }
        machine.scratch.count = start
        return .normal
    }
}

/// `sprintf(format, …)`
final class AwkFormatCall: AwkNode {
    private let parts: [AwkNode]

    init(_ parts: [AwkNode]) { self.parts = parts }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        let start = machine.scratch.count
        try AwkFormatter.append(parts, machine)
        return .text(try machine.scratch.take(from: start))
    }
}
