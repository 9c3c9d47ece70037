import LayDockerfile
import Testing

@Suite struct DockerfileErrorTests {
    @Test func `a parse error begins with its line`() {
        let error = DockerfileError(
            "unknown instruction: FOO", file: "Dockerfile", lines: 3...4, isParseError: true)
        #expect(error.description == "dockerfile parse error on line 3: unknown instruction: FOO")
    }

    @Test func `another error is its message alone`() {
        let error = DockerfileError(
            "file with no instructions", file: "Dockerfile", lines: nil)
        #expect(error.description == "file with no instructions")
    }
}
