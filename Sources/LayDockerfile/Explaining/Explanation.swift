internal import LayArchive
internal import LayContainers
internal import LayWorld

/// Finds out why a step was not in the cache: what differs from the nearest one that was.
struct Explanation {
    let cause: MissCause

    /// - Parameters:
    ///   - cache: the cache as it was before the step.
    ///   - stage: the number of its stage.
    ///   - force: the option that had it made again, where one did.
    ///   - parentMiss: the first step below it that was made anew, if one was.
    /// - Complexity: O(*n*) in the entries of the caches.
    init(
        _ result: StepResult, _ policy: StepPolicy, in cache: BuildCache, of stage: Int,
        force: String, parentMiss: MissedStep?
    ) {
        if result.origin == .uncacheable {
            cause = MissCause(
                .uncacheable, "a program that the script registered ran: what it does is not kept",
                advice: "leave such programs out of build steps")
            return
        }
        if result.origin == .forced {
            cause = MissCause(
                .forced, "made again: forced by \(force)",
                advice: force == "--no-cache"
                    ? "COPY and ADD obey it too; --no-cache-filter is for single stages"
                    : "only the steps of the stages that it names are made again")
            return
        }
        if let parentMiss {
            let place =
                parentMiss.stage == stage
                ? ""
                : " of the stage \(parentMiss.name.isEmpty ? "\(parentMiss.stage)" : parentMiss.name)"
            cause = MissCause(
                .parent, "step \(parentMiss.number)\(place) was made anew, so this one is too",
                root: parentMiss.number)
            return
        }
        if cache.wasEvicted(result.key) {
            cause = MissCause(
                .evicted, "its result was let go when the cache was full",
                advice:
                    "a larger cache keeps it: --cache-limit sets it, and df() shows what there is")
            return
        }
        if let near = Self.nearest(to: result.inputs, policy.place, in: cache) {
            cause = InputDifference(near.inputs, result.inputs, made: near.created).cause
            return
        }
        for imported in policy.imported {
            guard let near = Self.nearest(to: result.inputs, policy.place, in: imported.cache)
            else { continue }
            var cause = InputDifference(near.inputs, result.inputs, made: near.created).cause
            cause.source = imported.name
            self.cause = cause
            return
        }
        cause = .neverBuilt
    }

    /// The former step with the fewest differences: at the same place or on the same files.
    private static func nearest(
        to inputs: StepInputs, _ place: String, in cache: BuildCache
    ) -> BuildCache.Entry? {
        var best: (entry: BuildCache.Entry, score: (Int, Int, Int))?
        for (_, entry) in cache.all where entry.inputs.word == inputs.word {
            let isSibling = entry.inputs.parent == inputs.parent
            let isHere = !place.isEmpty && entry.place == place
            if !isSibling, !isHere { continue }
            let differences = InputDifference.count(entry.inputs, inputs)
            // Two instructions that have nothing but their base in common are no versions of one.
            if !isHere, InputDifference.isOther(entry.inputs, inputs) { continue }
            let score = (isSibling ? 0 : 1, isHere ? 0 : 1, differences)
            if let known = best, known.score < score { continue }
            best = (entry, score)
        }
        return best?.entry
    }
}

extension MissCause {
    static let neverBuilt = MissCause(
        .neverBuilt, "no step like this was made before",
        advice: "--cache-from takes what another machine made")

    init(
        _ kind: Kind, _ text: String, _ changes: [Change] = [], advice: String? = nil,
        root: Int? = nil, comparedWith: Int? = nil
    ) {
        self.init(
            kind: kind, text: text, changes: changes, advice: advice, root: root,
            comparedWith: comparedWith)
    }
}
