import LayDockerfile
import Testing

/// Texts that Docker 28 was asked about: `Tests/Fixtures/dockerfile-syntax/outcomes.txt`.
@Suite struct DockerfileOutcomeTests {
    /// Reads a file as a build does that sets no variables; ARG's and ENV's own values count.
    private func outcome(_ text: [UInt8]) -> DockerfileError? {
        do throws(DockerfileError) {
            let file = try Dockerfile(parsing: text)
            let stages = try file.stages()
            var values: [String: String] = [:]
            for step in stages.globals + stages.stages.flatMap(\.steps) {
                let expanded = try step.expanded(in: file) { values[$0] }
                switch expanded.command {
                case .env(let pairs):
                    for pair in pairs { values[pair.key] = pair.value }
                case .arg(let declarations):
                    for declaration in declarations {
                        values[declaration.name] = declaration.value ?? values[declaration.name]
                    }
                default: break
                }
            }
            for stage in stages.stages {
                do throws(ExpansionError) {
                    _ = try WordExpansion(escape: file.escape).word(stage.base) { _ in nil }
                } catch {
                    return DockerfileError(
                        error.message, file: file.name, lines: stage.instruction.lines)
                }
            }
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: try DockerfileCase.table("dockerfile-syntax/outcomes.txt"))
    func `a text is read or refused as Docker does`(_ item: DockerfileCase) {
        let error = outcome(item.text)
        #expect(error?.description == item.message)
        if let error, let lines = item.lines, item.message != nil {
            #expect(error.lines?.lowerBound == lines.lowerBound)
        }
    }

    @Test func `an empty file is refused`() {
        #expect(outcome([])?.message == "the Dockerfile cannot be empty")
    }
}
