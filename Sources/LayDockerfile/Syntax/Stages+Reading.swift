extension Dockerfile {
    /// What the instructions say.
    ///
    /// - Throws: `DockerfileError` for what no build understands. Values of variables may show more
    ///   later.
    /// - Complexity: O(*n*) in the text.
    public func stages() throws(DockerfileError) -> Stages {
        try stages { _ in
        } then: { _, _ in
        }
    }

    /// What the instructions say, each shown before it is read, and ARG and FROM with the names that
    /// they define after it.
    func stages(
        before show: (Instruction) -> Void,
        then defines: (_ instruction: Instruction, _ names: [String]) -> Void
    ) throws(DockerfileError) -> Stages {
        var globals: [Step] = []
        var stages: [Stage] = []
        var open: (head: StageHead, steps: [Step])?
        for instruction in instructions {
            do throws(Fault) {
                show(instruction)
                if instruction.name == "FROM" {
                    let head = try StageHead(instruction)
                    defines(instruction, head.name.map { [$0] } ?? [])
                    if let open { stages.append(Stage(open.head, open.steps)) }
                    open = (head, [])
                    continue
                }
                let step = Step(
                    instruction: instruction,
                    command: try Command(instruction, escape: escape))
                if case .arg(let declarations) = step.command {
                    defines(instruction, declarations.map(\.name))
                }
                if open != nil {
                    open?.steps.append(step)
                } else if case .arg = step.command {
                    globals.append(step)
                } else {
                    throw .noStage
                }
            } catch {
                throw DockerfileError(error, file: name, lines: instruction.lines, of: lines)
            }
        }
        guard let open else {
            throw DockerfileError(.noStages, file: name, lines: nil, of: lines)
        }
        stages.append(Stage(open.head, open.steps))
        return Stages(file: self, globals: globals, stages: stages)
    }
}

extension Dockerfile.Step {
    /// What an ONBUILD instruction holds, which a build on top of its image runs.
    ///
    /// The text is a file of its own: its lines begin at 1, and its escape is `\`.
    ///
    /// - Throws: `DockerfileError` for what is no instruction, and for several.
    public init(trigger: String, name: String = "ONBUILD") throws(DockerfileError) {
        let file = try Dockerfile(parsing: Array(trigger.utf8), name: name)
        do throws(Fault) {
            guard let instruction = file.instructions.first, file.instructions.count == 1 else {
                throw .severalTriggers
            }
            guard instruction.name != "FROM" else { throw .trigger("FROM") }
            self.init(
                instruction: instruction,
                command: try Command(instruction, escape: file.escape))
        } catch {
            throw DockerfileError(error, file: name, lines: nil, of: file.lines)
        }
    }
}

/// What FROM says.
struct StageHead {
    let instruction: Dockerfile.Instruction
    let base: String
    let platform: String?
    let name: String?
    let writtenName: String?

    init(_ instruction: Dockerfile.Instruction) throws(Fault) {
        let words = Blank.words(Array(instruction.arguments.utf8)[...]).map { String(bytes: $0) }
        switch words.count {
        case 1: writtenName = nil
        case 3 where words[1].lowercasedASCII == "as":
            guard Self.isName(words[2]) else { throw .stageName(words[2]) }
            writtenName = words[2]
        default: throw .fromArguments(instruction.flags)
        }
        let flags = try Flags(instruction.flags, [("platform", .text)])
        self.instruction = instruction
        base = words[0]
        platform = flags.text("platform")
        name = writtenName?.lowercasedASCII
    }

    private static func isName(_ text: String) -> Bool {
        let bytes = Array(text.lowercasedASCII.utf8)
        guard let first = bytes.first, (0x61...0x7a).contains(first) else { return false }
        return bytes.allSatisfy {
            (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || "-_.".utf8.contains($0)
        }
    }
}

extension Dockerfile.Stage {
    init(_ head: StageHead, _ steps: [Dockerfile.Step]) {
        self.init(
            instruction: head.instruction, base: head.base, platform: head.platform,
            name: head.name, writtenName: head.writtenName, steps: steps)
    }
}
