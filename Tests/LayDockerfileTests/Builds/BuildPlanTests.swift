import LayContainers
import LayDockerfile
import LayFiles
import LayImages
import LayWorld
import Testing

/// Which stages a build makes, before anything runs.
@Suite struct BuildPlanTests {
    private func plan(_ text: String, target: String? = nil) throws -> BuildPlan {
        var request = BuildRequest(
            try Dockerfile(parsing: Array(text.utf8)), context: TreeOrigin(FileTree()))
        request.target = target
        return try Builder(request, in: ContainerEngine(World())).plan
    }

    private static let stages = """
        FROM toolbox AS base
        FROM base AS one
        RUN false
        FROM scratch AS two
        FROM one AS unused
        RUN false
        FROM scratch AS end
        COPY --from=one /a /
        RUN --mount=from=two,target=/t true
        """

    @Test func `only what the target needs is made`() throws {
        let plan = try plan(Self.stages)
        #expect(plan.stages.map(\.index) == [0, 1, 2, 4])
        #expect(plan.unused == [3])
        #expect(plan.stages.last?.needs == [1, 2])
        #expect(plan.stages.map(\.base) == [.image("toolbox"), .stage(0), .scratch, .scratch])
        #expect(try self.plan(Self.stages, target: "TWO").stages.map(\.index) == [2])
    }

    @Test func `stages that do not need each other stand together`() throws {
        #expect(try plan(Self.stages).waves == [[0, 2], [1], [4]])
    }
}
