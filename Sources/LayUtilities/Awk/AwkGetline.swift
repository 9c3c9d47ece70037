/// `getline` in all its forms.
final class AwkGetline: AwkNumberNode {
    /// Where the line comes from.
    enum Origin {
        case main
        case file(AwkNode)
        case command(AwkNode)
    }

    private let origin: Origin
    private let target: AwkTarget?

    init(_ origin: Origin, _ target: AwkTarget?) {
        self.origin = origin
        self.target = target
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        try machine.tick()
        switch origin {
        case .main:
            guard let next = try machine.nextMain() else { return 0 }
            try deliver(next, machine)
        case .file(let node):
            let name = try node.text(machine).array
            return try read(name, isCommand: false, machine)
        case .command(let node):
            let name = try node.text(machine).array
            return try read(name, isCommand: true, machine)
        }
        return 1
    }

    private func read(
        _ name: [UInt8], isCommand: Bool, _ machine: AwkMachine
    ) throws -> Double {
        guard
            let reader = try machine.streams.reader(name, isCommand: isCommand, machine)
        else { return -1 }
        guard let next = try reader.next(machine.recordSeparator) else { return 0 }
        machine.noteTerminator(next)
        try deliver(next, machine)
        return 1
    }

    private func deliver(_ next: AwkReader.Record, _ machine: AwkMachine) throws {
        guard let target else { return try machine.record.set(next.text, machine) }
        try machine.account.admit(next.text.count)
        try target.assign(machine, .input(AwkText.make(next.text, machine.account)))
    }
}
