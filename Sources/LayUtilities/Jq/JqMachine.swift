/// Runs a program by going forwards and back.
///
/// Values, calls and forks stand on stacks of the machine's own, so that no program takes the stack
/// of the thread. What a fork has seen stays as it was until the program has gone back to it.
final class JqMachine {
    let code: JqCode
    let account: JqAccount
    /// Where `input` and its like read.
    let input: JqInput
    let host: any JqHost
    /// How `debug` writes.
    let layout: JqLayout
    let patterns = JqPatternCache()
    /// The names that `get_search_list` and `builtins` give are those of the run.
    let searchList: [[UInt8]]

    @exclusivity(unchecked) var cells = JqRoom<JqCell>()
    @exclusivity(unchecked) var frames = JqRoom<JqFrame>()
    @exclusivity(unchecked) var closures = JqRoom<JqClosure>()
    @exclusivity(unchecked) var locals = JqRoom<JqValue>()
    @exclusivity(unchecked) var forks = JqRoom<JqFork>()
    /// The uppermost value; -1 for none.
    @exclusivity(unchecked) var top: Int32 = -1
    @exclusivity(unchecked) var frame: Int32 = -1
    /// Below these a fork needs what there is.
    @exclusivity(unchecked) var frozenCells = 0
    @exclusivity(unchecked) var frozenFrames = 0
    /// The keys that led to the current value, where paths are asked for.
    @exclusivity(unchecked) var steps: JqPathStep?
    @exclusivity(unchecked) var isTracked = false
    @exclusivity(unchecked) var pathValue = JqValue.null
    /// How many inner expressions there are, which are no parts of paths.
    @exclusivity(unchecked) var nesting: Int32 = 0
    /// The error that looks for a fork that takes it.
    @exclusivity(unchecked) var raised: JqValue?
    @exclusivity(unchecked) private var nextLabel = 0
    @exclusivity(unchecked) private var isResumed = false

    /// A machine that does nothing yet.
    init(
        _ code: JqCode, _ account: JqAccount, _ input: JqInput, _ layout: JqLayout,
        searchList: [[UInt8]]
    ) {
        self.code = code
        self.account = account
        self.input = input
        self.layout = layout
        self.searchList = searchList
        host = account.host
    }

    deinit {
        forks.free(account)
        cells.free(account)
        locals.free(account)
        closures.free(account)
        frames.free(account)
    }

    /// Begins with an input.
    ///
    /// - Throws: what the host throws where there is no memory.
    func start(_ value: JqValue) throws {
        forks.cut(0)
        cells.cut(0)
        frames.cut(0)
        closures.cut(0)
        locals.cut(0)
        (frozenCells, frozenFrames) = (0, 0)
        (top, frame, nesting) = (-1, -1, 0)
        (steps, isTracked, pathValue, raised) = (nil, false, .null, nil)
        isResumed = false
        try pushFrame(0, outer: -1, caller: -1, returnPlace: -1, closures: 0)
        try push(value)
    }

    /// The next value; nil where there is none.
    ///
    /// - Throws: `JqRaise` for an error that nothing caught; what the host throws.
    func next() throws -> JqValue? {
        var place: Int32 = isResumed ? -1 : code.functions[0].entry
        isResumed = true
        while true {
            do {
                if let value = try run(place) { return value }
                guard let error = raised else { return nil }
                raised = nil
                throw JqUncaught(error)
            } catch let raise as JqRaise {
                raised = raise.value(account)
                place = -1
            } catch let uncaught as JqUncaught {
                throw JqRaise(uncaught.value)
            }
        }
    }

    /// A number for a label that no other one has.
    func newLabel() -> Int {
        nextLabel &+= 1
        return nextLabel
    }

    // MARK: Stacks

    @inline(__always)
    func push(_ value: consuming JqValue) throws {
        try cells.append(JqCell(value: value, below: top), account)
        top = Int32(truncatingIfNeeded: cells.count &- 1)
    }

    @inline(__always)
    func pop() -> JqValue {
        let place = Int(top)
        top = cells.base[place].below
        guard place >= frozenCells else { return cells.base[place].value }
        cells.cut(place &+ 1)
        return cells.removeLast().value
    }

    /// Takes the uppermost value, even out of what a fork froze.
    @inline(__always)
    func popTaking() -> JqValue {
        let place = Int(top)
        if place >= frozenCells { return pop() }
        top = cells.base[place].below
        var value = JqValue.null
        swap(&value, &cells.base[place].value)
        return value
    }

    /// The variable of a frame so many frames out.
    @inline(__always)
    func local(_ slot: Int32, _ distance: Int32) -> UnsafeMutablePointer<JqValue> {
        locals.base + Int(frames.base[Int(outer(distance))].locals &+ slot)
    }

    /// The frame so many frames out; -1 for none.
    @inline(__always)
    func outer(_ distance: Int32) -> Int32 {
        guard distance >= 0 else { return -1 }
        var found = frame
        var left = distance
        while left > 0 {
            found = frames.base[Int(found)].outer
            left &-= 1
        }
        return found
    }

    /// Begins a call, whose arguments were put on their stack from `closures` on.
    @inline(__always)
    func pushFrame(
        _ function: Int32, outer: Int32, caller: Int32, returnPlace: Int32, closures: Int
    ) throws {
        let first = locals.count
        for _ in 0..<code.functions[Int(function)].locals { try locals.append(.null, account) }
        try frames.append(
            JqFrame(
                function: function, outer: outer, caller: caller, returnPlace: returnPlace,
                closures: Int32(truncatingIfNeeded: closures),
                locals: Int32(truncatingIfNeeded: first)), account)
        frame = Int32(truncatingIfNeeded: frames.count &- 1)
    }

    /// Ends the current call, whose frame stays where a fork needs it.
    @inline(__always)
    func popFrame() {
        let place = Int(frame)
        let ended = frames.base[place]
        frame = ended.caller
        guard place >= frozenFrames else { return }
        frames.cut(place)
        closures.cut(Int(ended.closures))
        locals.cut(Int(ended.locals))
    }

    // MARK: Forks

    /// Remembers the state, so that the program can go back to it.
    @inline(__always)
    func fork(_ place: Int32, container: JqValue = .null, index: Int = 0) throws {
        try forks.append(
            JqFork(
                place: place, top: top, cells: Int32(truncatingIfNeeded: cells.count),
                frame: frame, frames: Int32(truncatingIfNeeded: frames.count),
                closures: Int32(truncatingIfNeeded: closures.count),
                locals: Int32(truncatingIfNeeded: locals.count), nesting: nesting, steps: steps,
                isTracked: isTracked, pathValue: pathValue, container: container, index: index),
            account)
        frozenCells = cells.count
        frozenFrames = frames.count
    }

    /// Goes back to the last fork; nil where there is none.
    @inline(__always)
    func restore() -> JqFork? {
        guard forks.count > 0 else { return nil }
        let fork = forks.removeLast()
        cells.cut(Int(fork.cells))
        frames.cut(Int(fork.frames))
        closures.cut(Int(fork.closures))
        locals.cut(Int(fork.locals))
        top = fork.top
        frame = fork.frame
        nesting = fork.nesting
        if isTracked || fork.isTracked {
            steps = fork.steps
            isTracked = fork.isTracked
            pathValue = fork.pathValue
        }
        freeze()
        return fork
    }

    /// Drops the forks that came since there were so many.
    func cutForks(_ count: Int) {
        forks.cut(count)
        freeze()
    }

    @inline(__always)
    private func freeze() {
        if forks.count > 0 {
            let fork = forks.base + (forks.count &- 1)
            frozenCells = Int(fork.pointee.cells)
            frozenFrames = Int(fork.pointee.frames)
        } else {
            frozenCells = 0
            frozenFrames = 0
        }
    }

    // MARK: Paths

    /// Whether paths are asked for, and the current expression is a part of one.
    @inline(__always)
    var isPath: Bool { isTracked && nesting == 0 }

    /// Notes that a key led to a value.
    @inline(__always)
    func follow(_ key: JqValue, to value: JqValue) {
        guard isPath else { return }
        steps = JqPathStep(steps, key)
        account.work(1)
        pathValue = value
    }
}

/// An error that nothing caught.
private struct JqUncaught: Error, @unchecked Sendable {
    let value: JqValue

    init(_ value: JqValue) { self.value = value }
}
