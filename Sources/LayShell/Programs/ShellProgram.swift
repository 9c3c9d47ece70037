/// A program that is part of Lay.
public struct ShellProgram {
    /// The name it is called by.
    public let name: String
    /// What it does.
    public let run: (ProgramContext) throws -> ProgramOutcome

    /// A program that gives a status.
    public init(_ name: String, _ run: @escaping (ProgramContext) throws -> UInt8) {
        self.name = name
        self.run = { .exited(try run($0)) }
    }

    /// A program that may stay.
    public init(staying name: String, _ run: @escaping (ProgramContext) throws -> ProgramOutcome) {
        self.name = name
        self.run = run
    }
}

/// The programs that need no binary: those built in, and those a host registered.
public struct ProgramTable {
    private var builtins: [String: ShellProgram] = [:]
    private var registered: [String: ShellProgram] = [:]

    /// A table of built-in programs.
    public init(_ programs: [ShellProgram]) {
        for program in programs { builtins[program.name] = program }
    }

    /// Adds a program that stands before everything in the file system.
    public mutating func register(_ program: ShellProgram) { registered[program.name] = program }

    /// The built-in program of a name.
    public func builtin(_ name: String) -> ShellProgram? { builtins[name] }
    /// The registered program of a name.
    public func registered(_ name: String) -> ShellProgram? { registered[name] }
    /// The names of the built-in programs, sorted.
    public var names: [String] { builtins.keys.sorted() }
}
