class A<T { x: string[
  @D( m(a: , b?: string = : number { return <B>a as ; }
interface { [k in ]: }
type = | & => ;
