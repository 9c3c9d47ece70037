/// The files and commands that a program has open.
final class AwkStreams {
    /// How something was opened.
    enum Kind: UInt8, CaseIterable {
        case reading, readingCommand, writing, writingCommand
    }

    /// Something open.
    private struct Stream {
        let name: [UInt8]
        let kind: Kind
        var output: AwkOutput?
        var reader: AwkReader?
    }

    let standardOutput: AwkOutput
    let standardErrors: AwkOutput
    private var streams: [Stream] = []
    private var places: [[UInt8]: Int] = [:]

    /// Nothing but the standard streams.
    init(_ output: AwkOutput, _ errors: AwkOutput) {
        standardOutput = output
        standardErrors = errors
    }

    private func key(_ name: [UInt8], _ kind: Kind) -> [UInt8] { [kind.rawValue] + name }

    private func find(_ name: [UInt8], _ kind: Kind) -> Stream? {
        if let last = streams.last, last.kind == kind, last.name == name { return last }
        return places[key(name, kind)].map { streams[$0] }
    }

    private func add(_ stream: Stream) {
        places[key(stream.name, stream.kind)] = streams.count
        streams.append(stream)
    }

    /// Where `print > name` and its like write.
    ///
    /// - Throws: what ends the program, as a file that cannot be written.
    func output(
        _ name: [UInt8], isCommand: Bool, appends: Bool, _ machine: AwkMachine
    ) throws -> AwkOutput {
        let kind = isCommand ? Kind.writingCommand : .writing
        if let output = find(name, kind)?.output { return output }
        if !isCommand {
            switch String(decoding: name, as: UTF8.self) {
            case "/dev/stdout": return standardOutput
            case "-" where machine.manner.writesToDash: return standardOutput
            case "/dev/stderr": return standardErrors
            case "": throw machine.error("expression for `>' redirection has null string value")
            default: break
            }
        }
        do {
            if isCommand { try flush() }
            let sink =
                isCommand
                ? try machine.host.write(to: name)
                : try machine.host.create(name, appends: appends)
            let output = AwkOutput(sink, machine.account)
            add(Stream(name: name, kind: kind, output: output))
            return output
        } catch let refusal as AwkRefusal {
            let shown = String(decoding: name, as: UTF8.self)
            throw machine.error(
                "cannot redirect to `\(shown)': \(refusal.reason)",
                .unwritable(name: name, reason: refusal.reason))
        }
    }

    /// What `getline < name` and its like read; nil where it cannot be opened.
    ///
    /// - Throws: what ends the program.
    func reader(
        _ name: [UInt8], isCommand: Bool, _ machine: AwkMachine
    ) throws -> AwkReader? {
        let kind = isCommand ? Kind.readingCommand : .reading
        if let reader = find(name, kind)?.reader { return reader }
        let isInput =
            name == [45] && machine.manner.readsFromDash || name == Array("/dev/stdin".utf8)
        if !isCommand, isInput {
            return machine.standardReader
        }
        do {
            if isCommand { try flush() }
            let source =
                isCommand ? try machine.host.read(from: name) : try machine.host.open(name)
            let reader = AwkReader(source, machine.account)
            add(Stream(name: name, kind: kind, reader: reader))
            return reader
        } catch let refusal as AwkRefusal {
            machine.globals[AwkSpecial.errorReason.rawValue] = .text(
                .constant(Array(refusal.reason.utf8)))
            return nil
        }
    }

    /// Hands on everything that waits.
    ///
    /// - Throws: what the host throws.
    func flush() throws {
        try standardOutput.flush()
        for stream in streams { try stream.output?.flush() }
        try standardErrors.flush()
    }

    /// Hands on what waits for one name; false where it is not open.
    ///
    /// - Throws: what the host throws.
    func flush(_ name: [UInt8]) throws -> Bool {
        if name == Array("/dev/stdout".utf8) {
            try standardOutput.flush()
            return true
        }
        var found = name == Array("/dev/stderr".utf8)
        for stream in streams where stream.name == name {
            guard let output = stream.output else { continue }
            try output.flush()
            found = true
        }
        return found
    }

    /// Closes what is open under a name, the newest or, with `all`, everything: the status; nil
    /// where nothing is.
    ///
    /// - Throws: what the host throws.
    func close(_ name: [UInt8], all: Bool) throws -> Int? {
        var status: Int?
        while let place = streams.lastIndex(where: { $0.name == name }) {
            let stream = streams.remove(at: place)
            places.removeAll(keepingCapacity: true)
            for (index, stream) in streams.enumerated() {
                places[key(stream.name, stream.kind)] = index
            }
            try standardOutput.flush()
            let closed = try stream.output?.close() ?? stream.reader?.close() ?? 0
            status = status ?? closed
            if !all { break }
        }
        return status
    }

    /// Closes everything that the program opened, and hands on the rest.
    ///
    /// - Throws: what the host throws.
    func closeAll(_ manner: AwkManner) throws {
        if !manner.closesCommandsFirst { try flush() }
        let open = manner.closesCommandsFirst ? streams.reversed() : streams
        streams = []
        places = [:]
        for stream in open {
            _ = try stream.output?.close()
            _ = try stream.reader?.close()
        }
        try flush()
    }
}
