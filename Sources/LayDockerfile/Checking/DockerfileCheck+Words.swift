internal import LayImages

// What the words of a file show before anything is put in.
extension DockerfileCheck {
    /// Reads the instructions one after the other, so that what is odd before an error is told.
    func readStages(_ log: inout CheckLog) throws(DockerfileError) -> Dockerfile.Stages {
        let stages = try file.stages { instruction in
            switch instruction.name {
            case "MAINTAINER":
                log.add(
                    .maintainerDeprecated,
                    "Maintainer instruction is deprecated in favor of using label",
                    instruction.lines)
            case "FROM": checkFrom(instruction, &log)
            default: break
            }
        } then: { instruction, names in
            checkDescription(of: instruction, names, &log)
        }
        return stages
    }

    private func checkFrom(_ instruction: Dockerfile.Instruction, _ log: inout CheckLog) {
        let words = Blank.words(Array(instruction.arguments.utf8)[...]).map { String(bytes: $0) }
        guard words.count >= 3 else { return }
        if words.count == 3, words[2] != words[2].lowercased() {
            log.add(
                .stageNameCasing, "Stage name '\(words[2])' should be lowercase",
                instruction.lines)
        }
        // A mixed word is the other rule's business.
        let isLower = instruction.word == instruction.word.lowercasedASCII
        guard isLower || instruction.word == instruction.word.uppercasedASCII else { return }
        let wanted = isLower ? words[1].lowercasedASCII : words[1].uppercasedASCII
        if words[1] != wanted {
            log.add(
                .fromAsCasing,
                "'\(words[1])' and '\(instruction.word)' keywords' casing do not match",
                instruction.lines)
        }
    }

    private func checkDescription(
        of instruction: Dockerfile.Instruction, _ names: [String], _ log: inout CheckLog
    ) {
        guard let description = instruction.description, let first = names.first else { return }
        let word = description.split(
            separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        if let word = word.first, names.contains(String(word)) { return }
        log.add(
            .invalidDefinitionDescription,
            "Comment for \(instruction.name) should follow the format: "
                + "`# \(names.count > 1 ? "<arg_key>" : first) <description>`",
            instruction.lines)
    }

    func checkNames(of stages: Dockerfile.Stages, _ log: inout CheckLog) {
        var seen: Set<String> = []
        for stage in stages.stages {
            guard let name = stage.name else { continue }
            if name == "scratch" || name == "context" {
                log.add(
                    .reservedStageName,
                    "Stage name should not use the same name as reserved stage \(name.goQuoted)",
                    stage.instruction.lines)
            }
            if !seen.insert(name).inserted {
                log.add(
                    .duplicateStageName,
                    "Duplicate stage name \(name.goQuoted), stage names should be unique",
                    stage.instruction.lines)
            }
        }
    }

    func checkCases(of stages: Dockerfile.Stages, _ log: inout CheckLog) {
        let instructions = stages.stages.flatMap { [$0.instruction] + $0.steps.map(\.instruction) }
        var lower = 0
        var upper = 0
        for instruction in instructions {
            if instruction.word == instruction.word.lowercasedASCII {
                lower += 1
            } else if instruction.word == instruction.name {
                upper += 1
            }
        }
        let isLower = lower > upper
        for instruction in instructions {
            let wanted = isLower ? instruction.word.lowercasedASCII : instruction.name
            guard instruction.word != wanted else { continue }
            log.add(
                .consistentInstructionCasing,
                "Command '\(instruction.word)' should match the case of the command majority "
                    + "(\(isLower ? "lowercase" : "uppercase"))",
                instruction.lines)
        }
    }
}
