/// Which stages a build makes, on what, and which steps they have: a value, made before anything
/// runs.
public struct BuildPlan: Sendable {
    /// What a stage begins with.
    public enum Base: Sendable, Equatable {
        /// Nothing.
        case scratch
        /// An earlier stage.
        case stage(Int)
        /// An image by its name.
        case image(String)
        /// A context with a name of its own.
        case context(String)
        /// A context that has the name of the stage, and stands for all of it.
        case replaced(String)
    }

    /// A stage of the file.
    public struct Stage: Sendable {
        /// Its number, from 0.
        public let index: Int
        /// Its name, or what BuildKit calls it; empty where it is the only one.
        public let name: String
        /// What it begins with.
        public let base: Base
        /// The earlier stages that it needs.
        public let needs: [Int]
        /// How many steps change its files, FROM of an image counted.
        public let steps: Int
        /// The lines of its FROM.
        public let lines: ClosedRange<Int>
    }

    /// The stages that are made, in order.
    public let stages: [Stage]
    /// The numbers of those that nobody needs, which are not looked at.
    public let unused: [Int]
    /// The number of the stage that is wanted.
    public let target: Int

    /// How many steps change files, FROM of an image counted, of all stages that are made.
    public var stepCount: Int { stages.reduce(0) { $0 + $1.steps } }

    /// Groups of stages that do not depend on each other, first what has to be there first.
    public var waves: [[Int]] {
        var depths: [Int: Int] = [:]
        for stage in stages {
            depths[stage.index] = (stage.needs.compactMap { depths[$0] }.max() ?? -1) + 1
        }
        let last = depths.values.max() ?? -1
        if last < 0 { return [] }
        return (0...last).map { depth in
            stages.map(\.index).filter { depths[$0] == depth }
        }
    }
}
