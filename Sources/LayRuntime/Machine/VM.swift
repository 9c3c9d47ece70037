package import LayBounds
package import LaySyntax

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A virtual machine: the heap, the modules loaded into it, and what its host handed in.
///
/// It is confined to one thread at a time; compiled functions may be shared.
package final class VM {
    let machine: Machine
    let lifetime: MachineLifetime
    // Names of fields and methods are compared as numbers.
    private var symbolNumbers: [String: Int32] = [:]
    private var symbolNames: [String] = []
    package private(set) var types: [TypeInfo] = []
    private var nativeCapacity = 1024
    var prototypes: [Prototype] = []
    /// The code of each prototype; `nil` where a finished program was given back.
    var loaded: [UnsafeMutablePointer<LoadedFunction>?] = []
    /// Programs that have ended, with what they may still be needed for.
    var finished: [FinishedProgram] = []
    /// Functions and variables of these, and how many there are when dead ones are looked for.
    var finishedSize = 0
    var finishedLimit = VM.fewFinished
    /// Bytes held at which dead ones are looked for.
    var finishedBytes = VM.fewBytes
    /// Places in the tables that were given back.
    var freeFunctions: [Int] = []
    var freeSlots: [Int] = []
    var modules: [Module] = []
    /// The types of values in a constant that names types, found when first asked.
    var typeSets: [TypeSetKey: TypeTest] = [:]
    var globalCount = 0
    /// More top-level names were wanted than there are slots.
    var isFull = false
    /// Members of modules that may change, kept because instructions have called them.
    var heldMembers: [Value] = []
    let audits: Bool
    /// How much the last audit looked at.
    var auditCost = 0
    /// What the audit found wrong first.
    package var auditReport: String?
    /// Told at the machine's end how many objects were left, and what a check found.
    package var atEnd: ((_ liveObjects: Int, _ report: String?) -> Void)?
    /// What a global is called, for messages.
    var globalNames: [Int: String] = [:]
    var methodCount = 0
    private var methodCapacity = 256
    private var constructorCapacity = 256
    static let freshValues = 8
    /// Marks the key of a cached method as the member of a module or a type.
    static let memberKey: UInt32 = 1 << 31
    var methodCacheIndex: [UInt64: Int] = [:]
    /// Turns what a host's code throws into an error of the language.
    package var translate: (any Error) -> LayError? = { _ in nil }
    static let globalCapacity = 0xffff

    /// The error on its way, between the instruction that failed and whoever takes it.
    var pending: LayError?
    var scratchText: [UInt8] = []
    /// Where the scalars of long strings lie, by the object's address.
    var scalarIndexes: [UInt64: ScalarIndex] = [:]
    /// What the text compiled last is odd in.
    var warnings: [Diagnostic] = []
    /// Runs a `test` block; without one `test` does nothing.
    package var runTest: ((_ name: String, _ body: Value) throws -> Void)?
    /// What methods of strings do with a regular expression in the place of a text.
    package var patternMethods: [String: NativeFunction.Body] = [:]
    /// How many times the loop runs inside natives that run inside it.
    var nesting = 0
    private static let mostCalls = 100_000
    private(set) var deepestCalls = VM.mostCalls

    /// Gets what `print` writes.
    package var output: (UnsafeRawBufferPointer) -> Void = { _ in }
    /// Gets what `warn` writes.
    package var errors: (UnsafeRawBufferPointer) -> Void = { _ in }
    /// Asked from time to time; `true` ends the run with `Cancelled`.
    package var isCancelled: () -> Bool = { false }
    /// Back-edges and calls that a run may make; `nil` for no bound.
    package var stepLimit: Int?
    /// Asked from time to time; a reason ends the run with `Limit`.
    package var isOverTime: () -> String? = { nil }
    package var stepsTaken = 0
    /// Steps of the runs before this one.
    package internal(set) var stepsBefore = 0
    /// How many runs are inside each other.
    var runs = 0
    /// True while a run is on its way.
    package var isRunning: Bool { runs > 0 }
    /// What ended code that could not throw; the run ends with it at its next look.
    var stopped: LayError?
    /// What values, trees and programs are charged to.
    package let memory: MemoryAccount
    /// What the heap has charged to it.
    var publishedBytes = 0

    /// What documentation says of values that every module sees.
    var valueDescriptions: [String: MemberDescription] = [:]

    // What every module sees.
    var builtins: [String: Variable] = [:]
    let builtinScope = FunctionScope(parent: nil, isTrailingBlock: false)
    var mutatingNames: Set<String> = []
    /// A record or an extension has a `push` of its own.
    var declaresPush = false
    /// The types that some compiled text extends; `anyType` when it is not known which.
    var extendedTypes: Set<String> = []
    static let anyType = "any"
    /// Finds the text of an imported module.
    package var importer: (Import.Source, _ importing: SourceText) throws -> SourceText = {
        source, _ in
        throw LayError.noModules
    }
    var modulesByName: [String: Int] = [:]
    /// Modules written in Swift, by name.
    var nativeModules: [String: Int] = [:]
    var loadingModules: [String] = []
    /// The members that are written in the language are there.
    var hasPrelude = false
    /// The session's names, which live from line to line of a REPL.
    var session: GlobalScope?
    /// What its next line may go on from.
    var lastSubject: Subject?

    package init(
        memory: MemoryAccount = MemoryAccount(limit: 1 << 34), checks: MachineChecks = []
    ) {
        self.memory = memory
        // The stack may take a quarter of what the script may use; the kernel gives it page by page.
        var stackSize = min(1 << 20, max(1 << 14, memory.limit >> 6))
        deepestCalls = min(Self.mostCalls, max(1000, stackSize >> 3))
        let stack = Self.allocate(Value.self, &stackSize)
        let frames = Self.allocate(Frame.self, &deepestCalls)
        let globals = Slot.allocate(capacity: Self.globalCapacity)
        let free = UnsafeMutablePointer<UnsafeMutableRawPointer?>.allocate(capacity: 64)
        free.initialize(repeating: nil, count: 64)
        let fresh = Slot.allocate(capacity: Self.freshValues)
        fresh.initialize(repeating: .nil, count: Self.freshValues)
        machine = Machine.allocate(capacity: 1)
        machine.initialize(
            to: MachineState(
                stack: stack, stackEnd: stack + stackSize - 512, top: stack, frames: frames,
                frame: frames - 1, framesEnd: frames + deepestCalls - 8, globals: globals,
                fresh: fresh, freshCount: 0, methods: .allocate(capacity: methodCapacity),
                constructors: .allocate(capacity: constructorCapacity),
                natives: .allocate(capacity: nativeCapacity), nativeCount: 0, free: free,
                blocks: nil, blockCount: 0, blocksPerSweep: 128, budget: memory.limit,
                published: memory.limit, liveObjects: 0,
                poisons: checks.contains(.poison),
                pending: .allocate(capacity: 256), pendingCount: 0, pendingCapacity: 256,
                fuel: Self.fuelPerLook, slice: Self.fuelPerLook, copies: 0, cycleCandidates: 0,
                cycleLimit: 20_000, host: nil
            ))
        lifetime = MachineLifetime(machine)
        audits = checks.contains(.audit)
        lifetime.isAudited = audits
        if audits { (machine.pointee.fuel, machine.pointee.slice) = (0, 0) }
        machine.pointee.host = Unmanaged.passUnretained(self)
        for type in BuiltinType.allCases { _ = addType(type.name) }
        installLibrary()
    }

    /// Room for so many elements, or for fewer when the system does not have it.
    private static func allocate<Element>(
        _ type: Element.Type, _ count: inout Int
    ) -> UnsafeMutablePointer<Element> {
        while count > 1024 {
            if let memory = malloc(count * MemoryLayout<Element>.stride) {
                return memory.bindMemory(to: type, capacity: count)
            }
            count /= 2
        }
        return .allocate(capacity: count)
    }

    deinit {
        releaseFresh()
        for slot in 0..<globalCount { machine.release(machine.pointee.globals[slot]) }
        for type in types {
            for value in type.methods.values { machine.release(value) }
            for value in type.statics.values { machine.release(value) }
            machine.release(type.constructor)
        }
        for case let function? in loaded {
            for index in 0..<Int(function.pointee.constantCount) {
                machine.release(function.pointee.constants[index])
            }
        }
        for value in heldMembers { machine.release(value) }
        machine.collectCycles()
        atEnd?(machine.pointee.liveObjects, auditReport ?? inspectFreed() ?? leftovers())
        lifetime.machine = nil
        memory.credit(publishedBytes)
        var block = machine.pointee.blocks
        while let current = block {
            block = current.pointee.next
            UnsafeMutableRawPointer(current).deallocate()
        }
        for case let function? in loaded { unload(function) }
        for type in types { type.forget() }
        machine.pointee.stack.deallocate()
        machine.pointee.frames.deallocate()
        machine.pointee.globals.deallocate()
        machine.pointee.fresh.deallocate()
        machine.pointee.methods.deallocate()
        machine.pointee.natives.deinitialize(count: machine.pointee.nativeCount)
        machine.pointee.natives.deallocate()
        machine.pointee.constructors.deallocate()
        machine.pointee.free.deallocate()
        machine.pointee.pending.deallocate()
        machine.deallocate()
    }

    /// Objects alive; 0 above what the library itself holds once a program has ended.
    package var liveObjects: Int { machine.pointee.liveObjects }
    /// Copies made of containers that were shared when they were changed.
    package var copies: Int { machine.pointee.copies }

    // MARK: Symbols, globals, types

    func symbol(_ name: String) -> Int32 {
        if let number = symbolNumbers[name] { return number }
        let number = Int32(symbolNames.count)
        symbolNumbers[name] = number
        symbolNames.append(name)
        return number
    }

    func name(of symbol: Int32) -> String { symbolNames[Int(symbol)] }

    /// A slot for a top-level name; when there is none left, `isFull` says so.
    func newGlobal() -> Int {
        if let slot = freeSlots.popLast() {
            isFull = false
            return slot
        }
        isFull = globalCount >= Self.globalCapacity - 1
        let slot = min(globalCount, Self.globalCapacity - 1)
        machine.pointee.globals[slot] = .missing
        globalCount = slot + 1
        return slot
    }

    /// Gives every module a name; the value becomes the machine's.
    package func define(_ name: String, _ value: Value) {
        if let known = builtins[name], case .global(let slot) = known.place {
            machine.release(machine.pointee.globals[slot])
            machine.pointee.globals[slot] = value
            return
        }
        let slot = newGlobal()
        machine.pointee.globals[slot] = value
        builtins[name] = .given(name, place: .global(slot), owner: builtinScope)
    }

    package func define(_ function: NativeFunction) { define(function.name, makeNative(function)) }

    package func makeNative(_ function: NativeFunction) -> Value {
        let count = machine.pointee.nativeCount
        if count == nativeCapacity {
            let grown = UnsafeMutablePointer<NativeFunction>.allocate(capacity: nativeCapacity * 2)
            grown.moveInitialize(from: machine.pointee.natives, count: count)
            machine.pointee.natives.deallocate()
            machine.pointee.natives = grown
            nativeCapacity *= 2
        }
        (machine.pointee.natives + count).initialize(to: function)
        machine.pointee.nativeCount = count + 1
        return machine.makeIndexed(.native, count)
    }

    package func addType(_ name: String, isRecord: Bool = false) -> TypeInfo {
        let type = TypeInfo(name: name, id: types.count, isRecord: isRecord)
        if type.id == constructorCapacity {
            let grown = UnsafeMutablePointer<Int32>.allocate(capacity: constructorCapacity * 2)
            grown.update(from: machine.pointee.constructors, count: constructorCapacity)
            machine.pointee.constructors.deallocate()
            machine.pointee.constructors = grown
            constructorCapacity *= 2
        }
        machine.pointee.constructors[type.id] = -1
        types.append(type)
        return type
    }

    func type(_ builtin: BuiltinType) -> TypeInfo { types[builtin.rawValue] }

    package func typeValue(_ type: TypeInfo) -> Value { machine.makeIndexed(.type, type.id) }

    /// The type of a value.
    func typeID(_ value: Value) -> Int {
        switch value.tag {
        case .nil, .missing, .inUse: BuiltinType.nil.rawValue
        case .true, .false: BuiltinType.bool.rawValue
        case .int: BuiltinType.int.rawValue
        case .float: BuiltinType.float.rawValue
        case .string: BuiltinType.string.rawValue
        case .bytes: BuiltinType.bytes.rawValue
        case .list: BuiltinType.list.rawValue
        case .map: BuiltinType.map.rawValue
        case .function, .native: BuiltinType.function.rawValue
        case .range: BuiltinType.range.rawValue
        case .type: BuiltinType.type.rawValue
        case .module: BuiltinType.module.rawValue
        case .record, .object: Int(value.header.pointee.extra)
        case .cell: BuiltinType.nil.rawValue
        }
    }

    package func typeName(_ value: Value) -> String { types[typeID(value)].name }

    /// How an error names a value: its type, and the value when it is short.
    package func describe(_ value: Value) -> String {
        switch value.tag {
        case .nil: return "nil"
        case .missing: return "missing"
        case .list, .map, .record, .object, .function, .native, .cell, .module, .type:
            return typeName(value)
        case .string where value.byteCount > 200, .bytes where value.byteCount > 200:
            return typeName(value)
        default:
            let text = (try? display(value, readable: true)) ?? ""
            return text.count <= 40 ? "\(typeName(value)) \(text)" : typeName(value)
        }
    }

    /// The place of a method in the table that instructions point into.
    func cached(_ method: Value) -> Int {
        let key = method.bits ^ UInt64(method.rawTag) << 56
        if let known = methodCacheIndex[key] { return known }
        if methodCount == methodCapacity {
            let grown = Slot.allocate(capacity: methodCapacity * 2)
            grown.update(from: machine.pointee.methods, count: methodCount)
            machine.pointee.methods.deallocate()
            machine.pointee.methods = grown
            methodCapacity *= 2
        }
        machine.pointee.methods[methodCount] = method
        methodCacheIndex[key] = methodCount
        methodCount += 1
        return methodCount - 1
    }

    /// What a method's place in the cache hangs on: the type, or the module or type itself whose
    /// member is called.
    @inline(__always) func methodKey(_ receiver: Value) -> UInt32 {
        if receiver.is(.record) || receiver.is(.object) { return receiver.header.pointee.extra }
        return methodKeyOfOther(receiver)
    }

    @inline(never) private func methodKeyOfOther(_ receiver: Value) -> UInt32 {
        switch receiver.tag {
        case .module:
            Self.memberKey | UInt32(truncatingIfNeeded: receiver.indexed.pointee.index) << 1
        case .type:
            Self.memberKey | UInt32(truncatingIfNeeded: receiver.indexed.pointee.index) << 1 | 1
        default: UInt32(truncatingIfNeeded: typeID(receiver))
        }
    }

    /// Keeps a value that a look-up has given, owned, until the ring comes round to its place.
    @inline(__always) func holdFresh(_ value: Value) {
        if value.isObject { ring(value) }
    }

    @inline(never) private func ring(_ value: Value) {
        let place = machine.pointee.freshCount & (Self.freshValues - 1)
        let old = machine.pointee.fresh[place]
        machine.pointee.fresh[place] = value
        machine.pointee.freshCount &+= 1
        machine.release(old)
    }

    /// Lets go of what the ring still holds.
    func releaseFresh() {
        for place in 0..<Self.freshValues {
            let old = machine.pointee.fresh[place]
            machine.pointee.fresh[place] = .nil
            machine.release(old)
        }
    }

    /// The fields of a record, in order; the values are borrowed.
    package func fields(of record: Value) -> [(name: String, value: Value)] {
        guard record.is(.record) else { return [] }
        return types[typeID(record)].fields.enumerated().map { index, symbol in
            (name(of: symbol), record.fields[index])
        }
    }

    // MARK: Values for Swift

    package func string(_ text: String) -> Value { machine.makeString(text) }

    package func bytes(_ bytes: UnsafeRawBufferPointer) throws -> Value {
        try reserve(bytes.count)
        return machine.makeBytes(copying: bytes, .bytes)
    }

    package func string(_ bytes: UnsafeRawBufferPointer) throws -> Value {
        try reserve(bytes.count)
        return machine.makeBytes(copying: bytes, .string)
    }

    /// A list that takes over the values.
    package func list(_ values: some Collection<Value>) -> Value {
        let result = machine.makeList(capacity: values.count)
        for value in values { machine.append(value, to: result.list) }
        return result
    }

    /// A map that takes over the values.
    package func map(_ entries: some Sequence<(String, Value)>) -> Value {
        let result = machine.makeMap()
        for (name, value) in entries {
            let key = string(name)
            machine.set(key, hash: key.stringHash, to: value, in: result.map)
            machine.release(key)
        }
        return result
    }

    /// Adds a value, which becomes the list's, to a list that only the caller holds.
    package func append(_ value: Value, to list: Value) {
        machine.append(value, to: list.list)
    }

    /// Sets a string key of a map that only the caller holds; the value becomes the map's.
    package func set(_ name: UnsafeRawBufferPointer, to value: Value, in map: Value) {
        let key = machine.makeBytes(copying: name, .string)
        machine.set(key, hash: key.stringHash, to: value, in: map.map)
        machine.release(key)
    }

    /// Sets a key of a map that only the caller holds; both become the map's.
    ///
    /// - Throws: `TypeError` for what cannot be a key; then neither has.
    package func set(_ key: Value, to value: Value, in map: Value) throws {
        machine.set(key, hash: try requireHash(key), to: value, in: map.map)
        machine.release(key)
    }

    /// The value of a string key of a map, borrowed.
    package func get(_ name: String, in map: Value) -> Value? {
        guard map.tag == .map else { return nil }
        let key = string(name)
        defer { machine.release(key) }
        return machine.get(key, hash: key.stringHash, in: map.map)?.pointee
    }

    package func object(_ object: AnyObject, _ type: TypeInfo) -> Value {
        machine.makeHost(object, type: type.id)
    }

    /// The Swift object of a native value of that class.
    package func object<Object: AnyObject>(_ value: Value, as type: Object.Type) -> Object? {
        guard value.tag == .object else { return nil }
        return value.host.pointee.reference.takeUnretainedValue() as? Object
    }

    package func retain(_ value: Value) -> Value {
        value.retain()
        return value
    }

    package func release(_ value: Value) { machine.release(value) }

    /// Holds a value for Swift code; the value is retained.
    package func root(_ value: Value) -> Rooted {
        value.retain()
        return Rooted(owning: value, lifetime)
    }
}

/// A function's constant that names types.
struct TypeSetKey: Hashable {
    let prototype: Int32
    let constant: Int
}

extension VM {
    /// A lazy sequence for loops; the values are owned.
    package func iterator(_ next: @escaping () throws -> Value?) -> Value {
        machine.makeHost(NativeIterator { _ in try next() }, type: BuiltinType.iterator.rawValue)
    }

    /// The bool that a function gave.
    ///
    /// - Throws: `TypeError` for anything else.
    package func bool(_ value: Value) throws -> Bool {
        if value.isBool { return value.isTrue }
        defer { release(value) }
        throw LayError.noBool(describe(value))
    }

    /// The nearest of some names, for a help line.
    package func nearest(_ name: String, among names: [String]) -> String? { nearest(name, names) }
}
