internal import LayFiles

/// What a host connects a command to, in the place of bytes that are there from the start.
public struct HostStreams {
    /// Gives the next bytes of the standard input, at most so many; none at its end.
    public var read: (Int) -> [UInt8]
    /// Takes what is written to the standard output (1) or the error output (2), as it is written.
    public var write: (Int, [UInt8]) -> Void
    /// The numbers, of 0 to 2, that are a terminal's.
    public var terminals: Set<Int> = []
    /// Asks a person for a line; a shell without a script that has it is interactive.
    public var ask: ((ShellPrompt) -> ShellPrompt.Answer)?

    /// Streams of a host.
    public init(read: @escaping (Int) -> [UInt8], write: @escaping (Int, [UInt8]) -> Void) {
        self.read = read
        self.write = write
    }
}

/// What an interactive shell asks for.
public struct ShellPrompt {
    /// What a person answered.
    public enum Answer {
        /// A line without its newline.
        case line([UInt8])
        /// The end of the input.
        case end
        /// The line was given up.
        case interrupted
    }

    /// What stands before the line.
    public let text: String
    /// True in the middle of a command.
    public let isContinued: Bool
    /// What a word can become: names of commands at the beginning of a command, else of files.
    public let completions: (_ word: String, _ isCommand: Bool) -> [String]
}

extension ProgramContext {
    /// Connects the streams of a command's first program to its host.
    public func connect(_ host: HostStreams) {
        let input = Channel(host: host.read)
        input.isTerminal = host.terminals.contains(0)
        descriptors[0] = input
        session.input = input
        for number in [1, 2] {
            let sink = OutputSink(account) { (bytes) throws(FileError) in
                host.write(number, Array(bytes))
            }
            let channel = Channel(sink)
            channel.isTerminal = host.terminals.contains(number)
            descriptors[number] = channel
        }
        session.ask = host.ask
    }
}
