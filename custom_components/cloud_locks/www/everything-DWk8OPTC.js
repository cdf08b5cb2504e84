import{i as e,n as t,r as n,t as r}from"./entities-FoVHxJaj.js";import{t as i}from"./preload-helper-DygEbaNj.js";var a=globalThis,o=a.ShadowRoot&&(a.ShadyCSS===void 0||a.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,s=Symbol(),c=new WeakMap,l=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==s)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(o&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=c.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&c.set(t,e))}return e}toString(){return this.cssText}},u=e=>new l(typeof e==`string`?e:e+``,void 0,s),d=(e,...t)=>new l(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,s),f=(e,t)=>{if(o)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),r=a.litNonce;r!==void 0&&t.setAttribute(`nonce`,r),t.textContent=n.cssText,e.appendChild(t)}},p=o?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return u(t)})(e):e,{is:m,defineProperty:ee,getOwnPropertyDescriptor:te,getOwnPropertyNames:ne,getOwnPropertySymbols:re,getPrototypeOf:ie}=Object,ae=globalThis,oe=ae.trustedTypes,se=oe?oe.emptyScript:``,ce=ae.reactiveElementPolyfillSupport,le=(e,t)=>e,ue={toAttribute(e,t){switch(t){case Boolean:e=e?se:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},de=(e,t)=>!m(e,t),fe={attribute:!0,type:String,converter:ue,reflect:!1,useDefault:!1,hasChanged:de};Symbol.metadata??=Symbol(`metadata`),ae.litPropertyMetadata??=new WeakMap;var pe=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=fe){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&ee(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=te(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??fe}static _$Ei(){if(this.hasOwnProperty(le(`elementProperties`)))return;let e=ie(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(le(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(le(`properties`))){let e=this.properties,t=[...ne(e),...re(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(p(e))}else e!==void 0&&t.push(p(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return f(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?ue:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?ue:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??de)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};pe.elementStyles=[],pe.shadowRootOptions={mode:`open`},pe[le(`elementProperties`)]=new Map,pe[le(`finalized`)]=new Map,ce?.({ReactiveElement:pe}),(ae.reactiveElementVersions??=[]).push(`2.1.2`);var me=globalThis,he=e=>e,ge=me.trustedTypes,_e=ge?ge.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,ve=`$lit$`,h=`lit$${Math.random().toFixed(9).slice(2)}$`,ye=`?`+h,be=`<${ye}>`,xe=document,Se=()=>xe.createComment(``),Ce=e=>e===null||typeof e!=`object`&&typeof e!=`function`,we=Array.isArray,Te=e=>we(e)||typeof e?.[Symbol.iterator]==`function`,Ee=`[ 	
\f\r]`,De=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Oe=/-->/g,ke=/>/g,g=RegExp(`>|${Ee}(?:([^\\s"'>=/]+)(${Ee}*=${Ee}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),Ae=/'/g,je=/"/g,Me=/^(?:script|style|textarea|title)$/i,Ne=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),_=Ne(1),Pe=Ne(2),v=Symbol.for(`lit-noChange`),y=Symbol.for(`lit-nothing`),Fe=new WeakMap,Ie=xe.createTreeWalker(xe,129);function Le(e,t){if(!we(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return _e===void 0?t:_e.createHTML(t)}var Re=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=De;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===De?c[1]===`!--`?o=Oe:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=g):(Me.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=g):o=ke:o===g?c[0]===`>`?(o=i??De,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?g:c[3]===`"`?je:Ae):o===je||o===Ae?o=g:o===Oe||o===ke?o=De:(o=g,i=void 0);let d=o===g&&e[t+1].startsWith(`/>`)?` `:``;a+=o===De?n+be:l>=0?(r.push(s),n.slice(0,l)+ve+n.slice(l)+h+d):n+h+(l===-2?t:d)}return[Le(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},ze=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Re(t,n);if(this.el=e.createElement(l,r),Ie.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=Ie.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(ve)){let t=u[o++],n=i.getAttribute(e).split(h),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?Ue:r[1]===`?`?We:r[1]===`@`?Ge:He}),i.removeAttribute(e)}else e.startsWith(h)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(Me.test(i.tagName)){let e=i.textContent.split(h),t=e.length-1;if(t>0){i.textContent=ge?ge.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],Se()),Ie.nextNode(),c.push({type:2,index:++a});i.append(e[t],Se())}}}else if(i.nodeType===8){if(i.data===ye)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(h,e+1))!==-1;)c.push({type:7,index:a}),e+=h.length-1}}a++}}static createElement(e,t){let n=xe.createElement(`template`);return n.innerHTML=e,n}};function b(e,t,n=e,r){if(t===v)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=Ce(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=b(e,i._$AS(e,t.values),i,r)),t}var Be=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??xe).importNode(t,!0);Ie.currentNode=r;let i=Ie.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Ve(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new Ke(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=Ie.nextNode(),a++)}return Ie.currentNode=xe,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Ve=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=y,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=b(this,e,t),Ce(e)?e===y||e==null||e===``?(this._$AH!==y&&this._$AR(),this._$AH=y):e!==this._$AH&&e!==v&&this._(e):e._$litType$===void 0?e.nodeType===void 0?Te(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==y&&Ce(this._$AH)?this._$AA.nextSibling.data=e:this.T(xe.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=ze.createElement(Le(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Be(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=Fe.get(e.strings);return t===void 0&&Fe.set(e.strings,t=new ze(e)),t}k(t){we(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(Se()),this.O(Se()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=he(e).nextSibling;he(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},He=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=y,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=y}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=b(this,e,t,0),a=!Ce(e)||e!==this._$AH&&e!==v,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=b(this,r[n+o],t,o),s===v&&(s=this._$AH[o]),a||=!Ce(s)||s!==this._$AH[o],s===y?e=y:e!==y&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===y?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},Ue=class extends He{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===y?void 0:e}},We=class extends He{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==y)}},Ge=class extends He{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=b(this,e,t,0)??y)===v)return;let n=this._$AH,r=e===y&&n!==y||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==y&&(n===y||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Ke=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){b(this,e)}},qe={M:ve,P:h,A:ye,C:1,L:Re,R:Be,D:Te,V:b,I:Ve,H:He,N:We,U:Ge,B:Ue,F:Ke},Je=me.litHtmlPolyfillSupport;Je?.(ze,Ve),(me.litHtmlVersions??=[]).push(`3.3.3`);var Ye=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new Ve(t.insertBefore(Se(),e),e,void 0,n??{})}return i._$AI(e),i},Xe=globalThis,x=class extends pe{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ye(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return v}};x._$litElement$=!0,x.finalized=!0,Xe.litElementHydrateSupport?.({LitElement:x});var Ze=Xe.litElementPolyfillSupport;Ze?.({LitElement:x}),(Xe.litElementVersions??=[]).push(`4.2.2`);var S=e=>(t,n)=>{n===void 0?customElements.define(e,t):n.addInitializer(()=>{customElements.define(e,t)})},Qe={attribute:!0,type:String,converter:ue,reflect:!1,hasChanged:de},$e=(e=Qe,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function C(e){return(t,n)=>typeof n==`object`?$e(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function w(e){return C({...e,state:!0,attribute:!1})}var et=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function tt(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return et(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return et(n,r,{get(){return a(this)}})}}var nt={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},rt=e=>(...t)=>({_$litDirective$:e,values:t}),it=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:at}=qe,ot=e=>e,st=()=>document.createComment(``),ct=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new at(r.insertBefore(st(),i),r.insertBefore(st(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=ot(e).nextSibling;ot(r).insertBefore(e,i),e=t}}}return n},lt=(e,t,n=e)=>(e._$AI(t,n),e),ut={},dt=(e,t=ut)=>e._$AH=t,ft=e=>e._$AH,pt=e=>{e._$AR(),e._$AA.remove()},mt=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},T=rt(class extends it{constructor(e){if(super(e),e.type!==nt.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=ft(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=lt(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=lt(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=lt(i[d],a[m]),ct(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=lt(i[f],a[p]),ct(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=mt(o,p,m),u=mt(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=ct(e,i[d]);lt(t,a[p]),c[p]=t}else c[p]=lt(n,a[p]),ct(e,i[d],n),i[t]=null;p++}else pt(i[f]),f--}else pt(i[d]),d++;for(;p<=m;){let t=ct(e,c[m+1]);lt(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&pt(e)}return this.ut=o,dt(e,c),v}});function E(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var ht=class extends x{constructor(...e){super(...e),this.path=``}static{this.styles=d` :host{display:inline-flex;width:24px;height:24px;flex:none;}svg{width:100%;height:100%;fill:currentcolor;}`}render(){return _`<svg viewBox="0 0 24 24" aria-hidden="true">
${Pe`<path d=${this.path}></path>`}
</svg>`}};E([C()],ht.prototype,`path`,void 0),ht=E([S(`cloud-locks-icon`)],ht);var D={language:`en`,hour12:void 0,zone:void 0},gt=new Map,_t=null;function vt(e){let{locale:t}=e,n={language:t.time_format===`system`?navigator.language:t.language,hour12:{12:!0,24:!1}[t.time_format],zone:t.time_zone===`server`?e.config.time_zone:void 0};JSON.stringify(n)!==JSON.stringify(D)&&(D=n,gt.clear(),_t=null)}function yt(e,t,n=D.language){let r=gt.get(e);if(r===void 0){let{zone:i}=D,a=i===void 0?t:{timeZone:i,...t};r=new Intl.DateTimeFormat(n,a),gt.set(e,r)}return r}function bt(){let e=`2-digit`;switch(D.hour12){case void 0:return{hour:`numeric`,minute:e};case!0:return{hour:`numeric`,minute:e,hour12:!0};case!1:return{hour:`2-digit`,minute:e,hourCycle:`h23`}}}var O=e=>yt(`time`,bt()).format(new Date(e));function k(e){let t=new Date(e),n={weekday:`short`,day:`numeric`,month:`short`};return t.getFullYear()===new Date().getFullYear()?yt(`date`,n).format(t):yt(`dateYear`,{...n,year:`numeric`}).format(t)}var xt=e=>yt(`longDate`,{day:`numeric`,month:`long`,year:`numeric`}).format(new Date(e)),St=e=>yt(`wallDate`,{day:`numeric`,month:`long`,year:`numeric`,timeZone:`UTC`}).format(new Date(e));function A(e){return Ct(new Date(e),new Date)?O(e):`${k(e)}, ${O(e)}`}var j=e=>yt(`dayKey`,{year:`numeric`,month:`2-digit`,day:`2-digit`},`en-CA`).format(new Date(e)),Ct=(e,t)=>j(e)===j(t);function wt(e){let[t=0,n=0]=e.split(`:`).map(Number),r={...bt(),timeZone:`UTC`};return new Intl.DateTimeFormat(D.language,r).format(Date.UTC(2e3,0,1,t,n))}var Tt=[`mon`,`tue`,`wed`,`thu`,`fri`,`sat`,`sun`],Et=Tt;function Dt(e,t=`short`){let n=Date.UTC(2024,0,1+Tt.indexOf(e)),r={weekday:t,timeZone:`UTC`};return new Intl.DateTimeFormat(D.language,r).format(n)}var Ot=e=>new Intl.ListFormat(D.language,{type:`conjunction`}).format(e);function M(e,t){return _t??=new Intl.Collator(D.language,{numeric:!0}),_t.compare(e.name,t.name)}var kt=3e4,At=class{constructor(e,t=()=>void 0){this.host=e,this.onDay=t,this.today=j(new Date),this.timer=0,this.look=()=>{let e=j(new Date);e!==this.today&&(this.today=e,this.onDay(),this.host.requestUpdate())},e.addController(this)}hostConnected(){this.look(),this.timer=window.setInterval(this.look,kt)}hostDisconnected(){clearInterval(this.timer)}};function jt(e,t=!1){t?history.replaceState(null,``,e):history.pushState(null,``,e),window.dispatchEvent(new CustomEvent(`location-changed`,{detail:{replace:t}}))}var Mt=(...e)=>[`/cloud-locks`,...e.map(encodeURIComponent)].join(`/`);function Nt(e,t){e.dispatchEvent(new CustomEvent(`hass-more-info`,{detail:{entityId:t},bubbles:!0,composed:!0}))}function Pt(e,t){e.dispatchEvent(new CustomEvent(`hass-notification`,{detail:{message:t},bubbles:!0,composed:!0}))}var Ft={"activity.alarm":`Alarm:`,"activity.all_doors":`All doors`,"activity.all_kind":`Everything`,"activity.all_method":`By anything`,"activity.all_who":`Everybody`,"activity.attempts.one":`{count} failed attempt`,"activity.attempts.other":`{count} failed attempts`,"activity.by.changed":`{user} changed the access of {who}`,"activity.by.granted":`{user} gave {who} access`,"activity.by.paused":`{user} paused the access of {who}`,"activity.by.restored":`{user} gave {who} access again`,"activity.by.resumed":`{user} resumed the access of {who}`,"activity.by.revoked":`{user} took away the access of {who}`,"activity.by.rotated":`{user} gave {who} a new PIN`,"activity.by_kind":`What`,"activity.by_method":`By what`,"activity.by_who":`Who`,"activity.did.denied":`{who} was refused at {door} {how}`,"activity.did.lock_failed":`{who} could not lock {door} {how}`,"activity.did.locked":`{who} locked {door} {how}`,"activity.did.open_requested":`{who} asked to be let in at {door}`,"activity.did.ring":`{who} rang at {door}`,"activity.did.unlatched":`{who} pulled the latch of {door} {how}`,"activity.did.unlock_failed":`{who} could not unlock {door} {how}`,"activity.did.unlocked":`{who} unlocked {door} {how}`,"activity.filter":`What is shown`,"activity.give":`Give this card to…`,"activity.itself.changed":`The access of {who} was changed`,"activity.itself.granted":`{who} was given access`,"activity.itself.paused":`The access of {who} was paused`,"activity.itself.restored":`{who} was given access again`,"activity.itself.resumed":`The access of {who} was resumed`,"activity.itself.revoked":`The access of {who} was taken away`,"activity.itself.rotated":`{who} was given a new PIN`,"activity.kind.alarm":`Alarms`,"activity.kind.changes":`Who changed access`,"activity.kind.door":`Door opened and closed`,"activity.kind.entered":`Unlocked`,"activity.kind.failed":`Did not work`,"activity.kind.locked":`Locked`,"activity.kind.refused":`Refused`,"activity.kind.ring":`Doorbell`,"activity.more.one":`Show {count} more`,"activity.more.other":`Show {count} more`,"activity.no_older":`The lock has recorded nothing older.`,"activity.none":`Nothing has happened yet. Who comes in, and what else happens at the doors, is shown here at once.`,"activity.none_chosen":`Nothing of this kind is known.`,"activity.older":`Look further back at {door}`,"activity.picture":`Picture taken at {door}; larger or smaller`,"activity.said.access":`Something happened at {door}`,"activity.said.alarm":`{door} raised an alarm`,"activity.said.bolt_blocked":`The bolt of {door} is blocked`,"activity.said.denied":`Somebody was refused at {door} {how}`,"activity.said.denied_card":`A card that it does not know was held to {door}`,"activity.said.denied_code":`A code was refused at {door}`,"activity.said.denied_fingerprint":`A fingerprint was refused at {door}`,"activity.said.door_closed":`{door} was closed`,"activity.said.door_left_open":`{door} was left open`,"activity.said.door_opened":`{door} was opened`,"activity.said.forced":`{door} was forced open`,"activity.said.jammed":`{door} is jammed`,"activity.said.key_left_in":`The key was left in {door}`,"activity.said.lock_failed":`{door} could not be locked {how}`,"activity.said.locked":`{door} was locked {how}`,"activity.said.locked_auto":`{door} locked by itself`,"activity.said.lockout":`{door} takes no codes for now: too many failed attempts`,"activity.said.open_requested":`Somebody at {door} asked to be let in`,"activity.said.overheat":`{door} is too hot`,"activity.said.power_lost":`{door} lost its power`,"activity.said.ring":`Somebody rang at {door}`,"activity.said.tamper":`{door} was tampered with`,"activity.said.unlatched":`The latch of {door} was pulled {how}`,"activity.said.unlock_failed":`{door} could not be unlocked {how}`,"activity.said.unlocked":`{door} was unlocked {how}`,"activity.said.unlocked_auto":`{door} unlocked by itself`,"activity.show_all":`Show everything`,"activity.today":`Today`,"activity.unlatched":`The latch was pulled as well.`,"activity.yesterday":`Yesterday`},It={"arrivals.came_in":`Came in: {at}`,"arrivals.did_not_come":`Did not come in`,"arrivals.from":`From {start}`,"arrivals.hours":`{start} – {end}`,"arrivals.let_in":`Let in now`,"arrivals.nobody_help":`Whoever has access at certain hours, and guests of a booking calendar, are shown here on the day they come.`,"arrivals.nobody_today":`Nobody is expected today.`,"arrivals.nobody_tomorrow":`Nobody is expected tomorrow.`,"arrivals.not_here":`Has not come in yet`,"arrivals.not_sent":`PIN not sent yet`,"arrivals.sent":`PIN sent: {at}`,"arrivals.today":`Today`,"arrivals.tomorrow":`Tomorrow`},Lt={"card.away":`Out of reach`,"card.choose":`Choose the locks of this card in its editor.`,"card.field.entities":`Locks`,"card.field.entity":`Lock`,"card.field.name":`Name, if it is to be another one`,"card.field.rows":`How many events`,"card.field.show":`What is shown; everything if nothing is chosen`,"card.field.title":`Title`,"card.gone":`{entity} is not there any more. Choose another lock in the editor of this card.`,"card.not_ours":`{entity} is not a lock of Cloud Locks. Choose one in the editor of this card.`,"card.nothing_yet":`Nothing has happened here that is known.`,"card.part.battery":`Batteries`,"card.part.buttons":`Buttons`,"card.part.door":`Door`,"card.part.last_access":`Who came last`,"card.unavailable":`Out of reach, or its account is not connected`},Rt={"action.busy":`{action}…`,"action.confirm":`Press again: {action}`,"action.done":`Done`,"action.failed":`{action} did not work: {message}`,"action.sent":`Sent`,"asking.let_in":`Let in`,"asking.turn_away":`Turn away`,"asking.words":`Somebody is at the door and asks to be let in, until {until}.`,"code.confirm":`Confirmation code`,"code.confirm_help":`This door asks for a code before it opens.`,"common.back":`Back`,"common.cancel":`Cancel`,"common.close":`Close`,"common.copy":`Copy`,"common.delete":`Remove`,"common.edit":`Change`,"common.more":`More`,"common.next":`Next`,"common.none":`None`,"common.retry":`Try again`,"common.save":`Save`,"common.undo":`Undo`,"common.unknown":`Not known`,"door_select.label":`Door`,"doors.count.one":`{count} door`,"doors.count.other":`{count} doors`,"operate.away":`The lock is out of reach. Check its battery and the connection to its bridge.`,"operate.bridge":`Its bridge {gateway} is offline. Check its power supply and its network.`,"operate.bridge_unnamed":`Its bridge is offline. Check its power supply and its network.`,"operate.no_entity":`Its lock entity is gone or switched off. Switch it on again in Home Assistant.`,"operate.unavailable":`Its account is not connected just now. Health says what to do.`,"panel.add_account":`Connect an account`,"panel.failed":`This could not be read: {message}`,"panel.loading":`Reading the house…`,"panel.menu":`Open the menu`,"panel.no_account":`No account of locks is connected yet.`,"panel.refused":`Only administrators, and people whom they have chosen for it, can see who has access.`,"panel.title":`Access`,"panel.views":`Views`,"people.count.one":`{count} person`,"people.count.other":`{count} people`,"pin.copied":`PIN copied`,"pin.extend":`Show it longer`,"pin.hidden":`PIN hidden`,"pin.hide":`Hide PIN`,"pin.hides":`Hidden in {seconds} s`,"pin.not_copied":`It could not be copied. Select it and copy it yourself.`,"pin.show":`Show PIN`,"reading.busy":`Reading…`,"view.activity":`Activity`,"view.arrivals":`Arrivals`,"view.doors":`Doors`,"view.health":`Health`,"view.keys":`Keys`,"view.people":`People`,"view.timeline":`Timeline`},zt={"doors.asks":`Somebody asks to be let in: {door}`,"doors.at_the_door":`Somebody is at the door`,"doors.battery.change":`Battery low: change it`,"doors.battery.level":`Battery {percent}%`,"doors.battery.low":`Battery low ({percent}%): change it`,"doors.charging":`{battery}, charging`,"doors.commanded":`{bolt}, as last commanded from here`,"doors.contact":`{reach}, last heard from {when}`,"doors.details":`Details of {door}`,"doors.filter":`Which doors`,"doors.filter.all":`All`,"doors.filter.attention":`Needs attention`,"doors.filter.unlocked":`Unlocked`,"doors.keypad.change":`Battery of the keypad low: change it`,"doors.keypad.level":`Keypad {percent}%`,"doors.keypad.low":`Battery of the keypad low ({percent}%): change it`,"doors.last_known":`{bolt} when last known`,"doors.no_area":`Without an area`,"doors.nobody":`No access given yet`,"doors.none":`The accounts have no locks yet. Add a lock in its vendor's app, and it appears here by itself.`,"doors.nothing_found":`No door fits.`,"doors.people.one":`{count} person has access`,"doors.people.other":`{count} people have access`,"doors.search":`Find a door or area`,"doors.show_all":`Show all doors`,"doors.show_more.one":`Show {count} more door`,"doors.show_more.other":`Show {count} more doors`,"doors.since":`Since {when}`,"doors.somebody":`Somebody`},Bt={"health.accounts":`Accounts`,"health.ask_admin":`An administrator can repair this under Settings, Repairs.`,"health.budget":`{percent}% of the calls that the vendor allows are used.`,"health.code_at":`{name} at {door}`,"health.codes":`Codes that are not as wished`,"health.count.one":`{count} thing needs attention.`,"health.count.other":`{count} things need attention.`,"health.details":`Details`,"health.doors":`Doors to see to`,"health.issues":`Repairs`,"health.jammed":`The bolt is jammed. Go to the door, see what is in its way, and turn it by hand once.`,"health.key.ends":`The key of this account ends on {when}.`,"health.key.soon":`The key of this account ends on {when}. Make a new one and sign in with it.`,"health.locks.one":`{count} lock`,"health.locks.other":`{count} locks`,"health.open_account":`Open this account in Home Assistant`,"health.overdue.one":`{count} code is not as wished.`,"health.overdue.other":`{count} codes are not as wished.`,"health.repair":`Repair`,"health.show":`Show this access`,"health.slower":`News come more slowly until there is room again.`,"health.subscription.ends":`The subscription ends on {when}.`,"health.subscription.soon":`The subscription ends on {when}. Renew it at the vendor.`,"health.well":`All is well`,"health.well_means":`All accounts answer, all codes are as wished, and no battery is low.`},Vt={"keys.add":`Add by number`,"keys.add_it":`Add`,"keys.add_to":`Add to {door}`,"keys.again":`Read again`,"keys.begin":`Begin`,"keys.choose_door":`Choose a door`,"keys.credentials":`Cards, fingerprints and faces`,"keys.delete":`Remove {name}`,"keys.duress":`Opens, and quietly calls for help`,"keys.duress_choice":`For an emergency: opens, and quietly calls for help`,"keys.edit":`Change {name}`,"keys.enroll":`Read at the door`,"keys.enroll_at":`Read at {door}`,"keys.enroll_failed":`{door} could not read it; nothing was stored for {name}. Please begin again.`,"keys.enroll_help":`The lock waits for somebody who stands before it. It says what to do as it goes on.`,"keys.enrolled":`{door} knows {name} now.`,"keys.give":`Give it to…`,"keys.give_at":`A card for {door}`,"keys.help":`Choose a door to see its cards, fingerprints and faces, and who has access through the app of its vendor.`,"keys.here":`Person here`,"keys.hold_card":`Hold the card to {door}.`,"keys.hold_face":`Look into the camera of {door}.`,"keys.hold_finger":`Lay the finger on the reader of {door} and lift it, again and again.`,"keys.hours":`When`,"keys.invited":`invited`,"keys.name":`Name`,"keys.nobody":`Nobody in particular`,"keys.none":`There are none yet. A card can be added by its number where the lock takes that, or be read at the door.`,"keys.not_on_lock":`Sent – not on the lock yet`,"keys.number":`Number`,"keys.number_help":`It often stands on the card. It goes straight to the lock and is not shown again.`,"keys.of_nobody":`Nobody in particular`,"keys.paused":`paused`,"keys.person":`Whose`,"keys.remote":`also from afar`,"keys.reversed":`My card reader turns the bytes of the number around`,"keys.role":`Role`,"keys.seen_at":`Held to the door and refused: {at}`,"keys.seen_card":`It is the card that was held to the door and refused: {at}.`,"keys.step":`Step {step} of {steps}`,"keys.stop":`Stop`,"keys.takes_none":`This lock takes no cards, fingerprints or faces from here.`,"keys.type":`What`,"keys.unknown_cards":`Cards that nobody has yet`,"keys.user":`Whose in the vendor's app`,"keys.users":`People in the {brand} app`},Ht={"hours.always":`at any time`,"hours.between":`{from}–{to}`,"hours.day.fri":`Fridays`,"hours.day.mon":`Mondays`,"hours.day.sat":`Saturdays`,"hours.day.sun":`Sundays`,"hours.day.thu":`Thursdays`,"hours.day.tue":`Tuesdays`,"hours.day.wed":`Wednesdays`,"hours.days":`{first} to {last}`,"hours.every_day":`every day`,"hours.on":`on {day}`,"hours.on_between":`on {day}, {from}–{to}`,"hours.once":`a single time`,"hours.overnight":`{from} to {to} the next day`,"hours.since":`from {start}`,"hours.span":`from {start} until {end}`,"hours.unknown":`at hours that the cloud does not tell`,"hours.until":`until {end}`,"hours.weekdays":`on weekdays`,"hours.weekend":`at weekends`,"hours.zone":`by the clock of {zone}`,"import.check":`Check`,"import.done.one":`{count} person has access now.`,"import.done.other":`{count} people have access now.`,"import.example":`Example`,"import.failed.one":`{count} line cannot be imported.`,"import.failed.other":`{count} lines cannot be imported.`,"import.file":`CSV file`,"import.help":`A table with a header line: columns in any order, name and doors are needed, pin and notes are possible. Doors by name, a semicolon between them. First it is only checked.`,"import.import.one":`Import {count} person`,"import.import.other":`Import {count} people`,"import.line":`Line`,"import.result":`Result`,"import.rows":`Lines of the list`,"import.status.added":`Given access`,"import.status.failed":`Not possible`,"import.status.ok":`Possible`,"import.text":`Or paste it here`,"import.would.one":`{count} person can be given access.`,"import.would.other":`{count} people can be given access.`,"people.add":`Give access`,"people.add_others":`Give access at the other doors`,"people.adding":`Being given…`,"people.adopt":`Look after it here`,"people.adopt_help":`Home Assistant watches over it from now on and removes it after its end.`,"people.all":`Show everybody`,"people.all_doors":`All doors`,"people.allow":`Let Home Assistant keep the hours where the lock cannot`,"people.allow_help":`The code is put on the lock five minutes before and taken off right after. If Home Assistant is not running at the end, the code goes on working.`,"people.at_doors":`At the doors`,"people.booking":`Booking calendar`,"people.can":`{name} can open {doors}, {hours}.`,"people.can_differ":`{name} can open: {parts}.`,"people.can_nothing":`{name} can open no door.`,"people.card":`Card`,"people.change_of":`Change {name}`,"people.changed":`{name} changed`,"people.choose_door":`Choose at least one door.`,"people.created":`Given`,"people.cut":`Lost phone: the old PIN stops at once, the new one works as soon as a lock has it`,"people.days":`Days`,"people.delete_code":`Remove {name}`,"people.differ":`The hours differ by door: {hours}. New hours will hold for all of them.`,"people.doors":`Doors`,"people.drift":`When the code is changed in the vendor's app`,"people.drift.accept":`Take over the change`,"people.drift.report":`Tell me`,"people.drift.restore":`Put it back`,"people.drifted":`Changed in the vendor's app: {what}`,"people.ended":`Ended: {at}`,"people.everywhere":`Remove everywhere`,"people.everywhere_help":`Also cards, fingerprints and users of the vendor's app that are linked with this person`,"people.facts":`Details`,"people.field.day":`Day`,"people.field.end":`Until`,"people.field.from":`From (time)`,"people.field.since":`First day (may be empty)`,"people.field.start":`From`,"people.field.to":`Until (time)`,"people.field.until":`Last day (may be empty)`,"people.filter.attention":`Needs attention`,"people.filter.current":`Now`,"people.filter.ended":`Ended`,"people.filter.paused":`Paused`,"people.group":`Group`,"people.group_field":`Group (may be empty)`,"people.home_clock":`Times are those of the home ({zone}).`,"people.kept_by_ha":`Home Assistant keeps the hours`,"people.left":`This could not be taken away:`,"people.made_elsewhere":`Made in the vendor's app`,"people.made_here":`Made here`,"people.name":`Name`,"people.name_taken":`Somebody who has access is called so already. Choose another name.`,"people.no_area":`Without an area`,"people.no_group":`Without a group`,"people.no_name":`Without a name`,"people.no_others":`There is no code that is nobody's access. Codes made in the vendor's app are shown here.`,"people.no_person":`Nobody of this home`,"people.nobody":`Nobody has access yet. Give it to somebody: it takes ten seconds.`,"people.nobody_at":`Nobody has access at {doors}.`,"people.none.attention":`Nothing needs attention here.`,"people.none.current":`Nobody found. Try fewer letters, or look at who has ended.`,"people.none.ended":`Nobody's access has ended.`,"people.none.paused":`Nobody's access is paused.`,"people.not_sent":`Not yet`,"people.not_used":`Not yet`,"people.notes":`Notes`,"people.nothing_left":`Everything was taken away.`,"people.now.accept":`Leave it so`,"people.now.elsewhere":`See the other codes`,"people.now.health":`See Health`,"people.now.hours":`Change the hours`,"people.now.restore":`Put it back`,"people.of_door":`Who can open {door}.`,"people.old_pin":`The old PIN`,"people.one_time":`Works a single time at each door`,"people.others":`These codes are on the locks and belong to nobody's access.`,"people.over":`Ended`,"people.overlap":`Works until every lock has the new one, so nobody stands outside`,"people.page.elsewhere":`Other codes`,"people.page.import":`Import`,"people.page.list":`List`,"people.page.matrix":`By door`,"people.pages":`Pages of people`,"people.pause":`Pause`,"people.person":`Person`,"people.person_field":`Person of this home`,"people.pin":`PIN`,"people.pin_help":`Left empty, one is chosen that every lock takes.`,"people.pin_not_kept":`The PIN is not kept. A new one can be given.`,"people.pin_suggest":`Suggest one`,"people.removed":`Access of {name} ended`,"people.restore":`Give access again`,"people.restored":`{name} has access again`,"people.resume":`Resume`,"people.retried":`It is tried again by itself.`,"people.rotate":`New PIN`,"people.rotate_of":`New PIN for {name}`,"people.rotated":`The new PIN is on its way to the locks`,"people.search":`Search people and doors`,"people.search_doors":`Search doors`,"people.send":`Send PIN`,"people.sent":`PIN sent`,"people.show":`Who is shown`,"people.step":`Step {step} of 3: {name}`,"people.step.doors":`Which doors`,"people.step.send":`Is this right?`,"people.step.when":`When`,"people.step.who":`Who`,"people.unknown":`This access is not known, or no longer.`,"people.used":`First used`,"people.was_sent":`The PIN was sent.`,"people.when.always":`Always`,"people.when.once":`Once, for one visit`,"people.when.weekly":`Every week`,"people.when.window":`From … until …`,"people.when_resumed":`Nobody is let in now. Once resumed: {sentence}`,"people.why.no_codes":`takes no codes`,"people.why.no_entity":`its lock entity is gone`,"people.why.offline":`out of reach, gets it later`,"people.why.vendor":`its vendor chooses the PINs`,"send.choose":`Choose who gets the message.`,"send.language":`Language of the guest`,"send.nobody":`There is nobody to send it to: no notify entity exists yet. The Home Assistant app on a phone brings one.`,"send.send":`Send`,"send.sent":`Sent to {names}`,"send.to":`Send to`},Ut={"timeline.after_day":`Next day`,"timeline.after_week":`Next week`,"timeline.all_doors":`All doors`,"timeline.always":`At any time`,"timeline.as_table":`Show as table`,"timeline.before_day":`Day before`,"timeline.before_week":`Week before`,"timeline.between":`{from} – {to}`,"timeline.caption":`Who can enter when`,"timeline.from":`from {from}`,"timeline.more.one":`Show {count} more person`,"timeline.more.other":`Show {count} more people`,"timeline.none":`Nobody has hours in these days. Whoever has access at certain hours or from one day to another is shown here.`,"timeline.now":`Now`,"timeline.now_day":`Today`,"timeline.now_week":`This week`,"timeline.to_access":`To the access of {name}`,"timeline.until":`until {to}`,"timeline.who":`Who`,"timeline.whole":`throughout`},Wt={"word.access_status.active":`Has access`,"word.access_status.ended":`Ended`,"word.access_status.ending":`Being taken away`,"word.access_status.failed":`Failed`,"word.access_status.paused":`Paused`,"word.access_status.pending":`On its way`,"word.account_state.connected":`Connected`,"word.account_state.not_loaded":`Not loaded`,"word.account_state.signed_out":`Signed out`,"word.account_state.starting":`Starting`,"word.account_state.unreachable":`Not reachable`,"word.bolt.jammed":`Jammed`,"word.bolt.locked":`Locked`,"word.bolt.locking":`Locking`,"word.bolt.open":`Open`,"word.bolt.opening":`Opening`,"word.bolt.unknown":`Unknown`,"word.bolt.unlocked":`Unlocked`,"word.bolt.unlocking":`Unlocking`,"word.by.app":`in the app`,"word.by.auto":`by itself`,"word.by.button":`by its button`,"word.by.card":`with a card`,"word.by.code":`with a code`,"word.by.dynamic_code":`with a dynamic code`,"word.by.face":`by face`,"word.by.fingerprint":`by fingerprint`,"word.by.home_assistant":`through Home Assistant`,"word.by.homekit":`through HomeKit`,"word.by.inside":`from inside`,"word.by.key":`with a key`,"word.by.link":`by a link`,"word.by.manual":`by hand`,"word.by.matter":`through Matter`,"word.by.offline_code":`with an offline code`,"word.by.one_time_code":`with a one-time code`,"word.by.palm":`by palm`,"word.by.remote":`by remote control`,"word.by.unknown":`no one knows how`,"word.change.changed":`Changed`,"word.change.granted":`Given access`,"word.change.paused":`Paused`,"word.change.restored":`Given again`,"word.change.resumed":`Resumed`,"word.change.revoked":`Removed`,"word.change.rotated":`New PIN`,"word.code_status.active":`Active`,"word.code_status.disabled":`Switched off`,"word.code_status.expired":`Expired`,"word.code_status.failed":`Failed`,"word.code_status.pending":`Sent, not confirmed yet`,"word.code_status.removing":`Being removed`,"word.code_status.scheduled":`Not yet valid`,"word.code_status.unknown":`Unknown`,"word.credential.face":`Face`,"word.credential.finger_vein":`Finger vein`,"word.credential.fingerprint":`Fingerprint`,"word.credential.palm":`Palm`,"word.credential.remote":`Remote control`,"word.credential.rfid_code":`Card`,"word.door.closed":`Door closed`,"word.door.open":`Door open`,"word.door.unknown":`Door unknown`,"word.door_status.active":`On the lock`,"word.door_status.blocked":`Held up`,"word.door_status.failed":`Failed`,"word.door_status.pending":`Sent, not confirmed yet`,"word.door_status.planned":`Planned`,"word.door_status.removed":`Removed`,"word.door_status.removing":`Being removed`,"word.door_status.sending":`Being sent`,"word.drifted.gone":`Taken off`,"word.drifted.hours":`Other hours`,"word.drifted.not":`As it should be`,"word.drifted.renamed":`Renamed`,"word.drifted.switched":`Switched on or off`,"word.event.active":`Works now`,"word.event.added":`Added`,"word.event.bolt_blocked":`Bolt blocked`,"word.event.changed":`Changed`,"word.event.changed_elsewhere":`Changed in the vendor's app`,"word.event.denied":`Denied`,"word.event.door_closed":`Door closed`,"word.event.door_left_open":`Door left open`,"word.event.door_opened":`Door opened`,"word.event.enrolled":`Read and stored`,"word.event.enrollment_failed":`Reading failed`,"word.event.expired":`Expired`,"word.event.failed":`Failed`,"word.event.forced":`Forced open`,"word.event.jammed":`Jammed`,"word.event.key_left_in":`Key left in`,"word.event.lock_failed":`Could not lock`,"word.event.locked":`Locked`,"word.event.lockout":`Too many failed attempts`,"word.event.open_requested":`Asked to be let in`,"word.event.overheat":`Too hot`,"word.event.power_lost":`Power lost`,"word.event.removed":`Removed`,"word.event.removed_elsewhere":`Removed in the vendor's app`,"word.event.ring":`Rings`,"word.event.tamper":`Tampered with`,"word.event.unknown":`Unknown`,"word.event.unlatched":`Latch pulled`,"word.event.unlock_failed":`Could not unlock`,"word.event.unlocked":`Unlocked`,"word.kind.dynamic":`Dynamic code`,"word.kind.member":`Member of the app`,"word.kind.offline":`Offline code`,"word.kind.online":`Written to the lock`,"word.method.app":`App`,"word.method.auto":`By itself`,"word.method.button":`Button`,"word.method.card":`Card`,"word.method.code":`Code`,"word.method.dynamic_code":`Dynamic code`,"word.method.face":`Face`,"word.method.fingerprint":`Fingerprint`,"word.method.home_assistant":`Home Assistant`,"word.method.homekit":`HomeKit`,"word.method.inside":`From inside`,"word.method.key":`Key`,"word.method.link":`Link`,"word.method.manual":`By hand`,"word.method.matter":`Matter`,"word.method.offline_code":`Offline code`,"word.method.one_time_code":`One-time code`,"word.method.palm":`Palm`,"word.method.remote":`Remote control`,"word.method.unknown":`Unknown`,"word.news.callback":`Told at once, by callbacks`,"word.news.polling":`Asks regularly`,"word.news.push":`Told at once`,"word.news.waiting":`Asks; news do not arrive now`,"word.operation.lock":`Lock`,"word.operation.open":`Open`,"word.operation.unlock":`Unlock`,"word.reachability.asleep":`Asleep`,"word.reachability.offline":`Out of reach`,"word.reachability.online":`Reachable`,"word.reachability.unknown":`Not known`,"word.role.admin":`Administrator`,"word.role.guest":`Guest`,"word.role.manager":`Manager`,"word.role.owner":`Owner`},Gt={...Rt,...Wt,...zt,...Ht,...It,...Ut,...Ft,...Vt,...Bt,...Lt},Kt={de:()=>i(()=>import(`./de-C2OTukRW.js`),[]),es:()=>i(()=>import(`./es-oUIRJ6j8.js`),[]),fr:()=>i(()=>import(`./fr-BdiHLdcX.js`),[]),it:()=>i(()=>import(`./it-CNegaREg.js`),[]),nl:()=>i(()=>import(`./nl-IGIaL4u5.js`),[]),pl:()=>i(()=>import(`./pl-BEBYNF9D.js`),[])},qt=Gt,Jt=new Intl.PluralRules(`en`),Yt=`en`,Xt=Promise.resolve(!1),Zt=qt,Qt=Jt;function $t(e){return e!==Yt&&(Yt=e,Xt=en(e)),Xt}async function en(e){let t=await(Kt[e]??Kt[e.split(`-`)[0]??``])?.().catch(()=>void 0);return e===Yt&&(Zt=t?.default??qt,Qt=t===void 0?Jt:new Intl.PluralRules(e),Xt=Promise.resolve(!1),!0)}function N(e,t={}){let{count:n}=t;return((typeof n==`number`?tn(e,n):null)??nn(e)??e).replaceAll(/\{(\w+)\}/g,(e,n)=>String(t[n]??e))}var P=(e,t)=>nn(`word.${e}.${t}`)??t,tn=(e,t)=>Zt[`${e}.${Qt.select(t)}`]??Zt[`${e}.other`]??qt[`${e}.${Jt.select(t)}`]??qt[`${e}.other`]??null,nn=e=>Zt[e]??qt[e]??null,F=d` :host{--gap:16px;--radius:var(--ha-card-border-radius,12px);--line:1px solid var(--divider-color,#e0e0e0);--surface:var(--ha-card-background,var(--card-background-color,#fff));--text:var(--primary-text-color,#212121);--quiet:var(--secondary-text-color,#595959);--good:color-mix(in srgb,var(--success-color,#43a047) 60%,var(--text));--warn:color-mix(in srgb,var(--warning-color,#ffa600) 40%,var(--text));--bad:color-mix(in srgb,var(--error-color,#db4437) 75%,var(--text));--accent:color-mix(in srgb,var(--primary-color,#009ac7) 65%,var(--text));--on-accent:var(--card-background-color,#fff);color:var(--text);font-family:var(--ha-font-family-body,Roboto,Noto,sans-serif);line-height:1.4;}:host([hidden]),[hidden]{display:none !important;}*{box-sizing:border-box;}h1,h2,h3,p,ul,ol,dl,dd{margin:0;padding:0;}h2{font-size:1.25rem;font-weight:500;}h3{font-size:1rem;font-weight:500;}ul,ol{list-style:none;}a{color:var(--accent);}button,.button{font:inherit;min-height:44px;min-width:44px;padding:0 var(--button-padding,16px);border:var(--line);border-radius:22px;background:transparent;color:inherit;cursor:pointer;display:inline-flex;align-items:center;justify-content:center;gap:8px;text-decoration:none;white-space:nowrap;}button:hover,.button:hover{background:color-mix(in srgb,currentColor 8%,transparent);}button.primary,.button.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent);}button.bad{color:var(--bad);border-color:currentColor;}button[aria-pressed="true"]{border-color:var(--accent);color:var(--accent);font-weight:500;}button.plain{border-color:transparent;padding:0 8px;}button.icon{border-color:transparent;padding:0;border-radius:50%;}button[disabled]{opacity:0.5;cursor:default;}:focus-visible{outline:2px solid var(--accent);outline-offset:2px;}.card{background:var(--surface);border:var(--ha-card-border-width,1px) solid var(--ha-card-border-color,var(--divider-color,#e0e0e0));border-radius:var(--radius);padding:var(--gap);}.quiet{color:var(--quiet);}.small{font-size:0.875rem;}.good{color:var(--good);}.warn{color:var(--warn);}.bad{color:var(--bad);}.row{display:flex;align-items:center;gap:8px;flex-wrap:wrap;}.spread{justify-content:space-between;}.stack{display:grid;gap:8px;}.grow{flex:1;min-width:0;}.chip{display:inline-flex;align-items:center;gap:4px;padding:2px 8px;border-radius:12px;border:var(--line);font-size:0.875rem;}label{display:grid;gap:4px;}input:not([type="checkbox"],[type="radio"]),select,textarea{font:inherit;color:inherit;min-height:44px;width:100%;padding:8px 12px;border:1px solid var(--quiet);border-radius:8px;background:var(--surface);}input[type="checkbox"],input[type="radio"]{flex:none;width:20px;height:20px;margin:0;accent-color:var(--accent);}label.choice{display:flex;align-items:center;gap:12px;min-height:44px;cursor:pointer;}fieldset{border:0;margin:0;padding:0;min-width:0;}legend{padding:0;font-weight:500;}.hidden-text{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;}@media (prefers-reduced-motion:reduce){*{transition:none !important;animation:none !important;}}`,rn=`M18 16H14V18H18V20L21 17L18 14V16M11 4C8.8 4 7 5.8 7 8S8.8 12 11 12 15 10.2 15 8 13.2 4 11 4M11 14C6.6 14 3 15.8 3 18V20H12.5C12.2 19.2 12 18.4 12 17.5C12 16.3 12.3 15.2 12.9 14.1C12.3 14.1 11.7 14 11 14`,an=`M10.63,14.1C12.23,10.58 16.38,9.03 19.9,10.63C23.42,12.23 24.97,16.38 23.37,19.9C22.24,22.4 19.75,24 17,24C14.3,24 11.83,22.44 10.67,20H1V18C1.06,16.86 1.84,15.93 3.34,15.18C4.84,14.43 6.72,14.04 9,14C9.57,14 10.11,14.05 10.63,14.1V14.1M9,4C10.12,4.03 11.06,4.42 11.81,5.17C12.56,5.92 12.93,6.86 12.93,8C12.93,9.14 12.56,10.08 11.81,10.83C11.06,11.58 10.12,11.95 9,11.95C7.88,11.95 6.94,11.58 6.19,10.83C5.44,10.08 5.07,9.14 5.07,8C5.07,6.86 5.44,5.92 6.19,5.17C6.94,4.42 7.88,4.03 9,4M17,22A5,5 0 0,0 22,17A5,5 0 0,0 17,12A5,5 0 0,0 12,17A5,5 0 0,0 17,22M16,14H17.5V16.82L19.94,18.23L19.19,19.53L16,17.69V14Z`,on=`M12,5.5A3.5,3.5 0 0,1 15.5,9A3.5,3.5 0 0,1 12,12.5A3.5,3.5 0 0,1 8.5,9A3.5,3.5 0 0,1 12,5.5M5,8C5.56,8 6.08,8.15 6.53,8.42C6.38,9.85 6.8,11.27 7.66,12.38C7.16,13.34 6.16,14 5,14A3,3 0 0,1 2,11A3,3 0 0,1 5,8M19,8A3,3 0 0,1 22,11A3,3 0 0,1 19,14C17.84,14 16.84,13.34 16.34,12.38C17.2,11.27 17.62,9.85 17.47,8.42C17.92,8.15 18.44,8 19,8M5.5,18.25C5.5,16.18 8.41,14.5 12,14.5C15.59,14.5 18.5,16.18 18.5,18.25V20H5.5V18.25M0,20V18.5C0,17.11 1.89,15.94 4.45,15.6C3.86,16.28 3.5,17.22 3.5,18.25V20H0M24,20H20.5V18.25C20.5,17.22 20.14,16.28 19.55,15.6C22.11,15.94 24,17.11 24,18.5V20Z`,sn=`M11 10V12H9V14H7V12H5.8C5.4 13.2 4.3 14 3 14C1.3 14 0 12.7 0 11S1.3 8 3 8C4.3 8 5.4 8.8 5.8 10H11M3 10C2.4 10 2 10.4 2 11S2.4 12 3 12 4 11.6 4 11 3.6 10 3 10M16 14C18.7 14 24 15.3 24 18V20H8V18C8 15.3 13.3 14 16 14M16 12C13.8 12 12 10.2 12 8S13.8 4 16 4 20 5.8 20 8 18.2 12 16 12Z`,cn=`M15,14C12.33,14 7,15.33 7,18V20H23V18C23,15.33 17.67,14 15,14M6,10V7H4V10H1V12H4V15H6V12H9V10M15,12A4,4 0 0,0 19,8A4,4 0 0,0 15,4A4,4 0 0,0 11,8A4,4 0 0,0 15,12Z`,ln=`M6,6.9L3.87,4.78L5.28,3.37L7.4,5.5L6,6.9M13,1V4H11V1H13M20.13,4.78L18,6.9L16.6,5.5L18.72,3.37L20.13,4.78M4.5,10.5V12.5H1.5V10.5H4.5M19.5,10.5H22.5V12.5H19.5V10.5M6,20H18A2,2 0 0,1 20,22H4A2,2 0 0,1 6,20M12,5A6,6 0 0,1 18,11V19H6V11A6,6 0 0,1 12,5Z`,un=`M13 14H11V9H13M13 18H11V16H13M1 21H23L12 2L1 21Z`,dn=`M13,13H11V7H13M13,17H11V15H13M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2Z`,fn=`M11,15H13V17H11V15M11,7H13V13H11V7M12,2C6.47,2 2,6.5 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12A8,8 0 0,1 12,4A8,8 0 0,1 20,12A8,8 0 0,1 12,20Z`,pn=`M20,11V13H8L13.5,18.5L12.08,19.92L4.16,12L12.08,4.08L13.5,5.5L8,11H20Z`,mn=`M17.03 6C18.11 6 19 6.88 19 8V19C19 20.13 18.11 21 17.03 21C17.03 21.58 16.56 22 16 22C15.5 22 15 21.58 15 21H9C9 21.58 8.5 22 8 22C7.44 22 6.97 21.58 6.97 21C5.89 21 5 20.13 5 19V8C5 6.88 5.89 6 6.97 6H9V3C9 2.42 9.46 2 10 2H14C14.54 2 15 2.42 15 3V6H17.03M13.5 6V3.5H10.5V6H13.5M8 9V18H9.5V9H8M14.5 9V18H16V9H14.5M11.25 9V18H12.75V9H11.25Z`,hn=`M16.67,4H15V2H9V4H7.33A1.33,1.33 0 0,0 6,5.33V20.67C6,21.4 6.6,22 7.33,22H16.67A1.33,1.33 0 0,0 18,20.67V5.33C18,4.6 17.4,4 16.67,4Z`,gn=`M13 14H11V8H13M13 18H11V16H13M16.7 4H15V2H9V4H7.3C6.6 4 6 4.6 6 5.3V20.6C6 21.4 6.6 22 7.3 22H16.6C17.3 22 17.9 21.4 17.9 20.7V5.3C18 4.6 17.4 4 16.7 4Z`,_n=`M21,19V20H3V19L5,17V11C5,7.9 7.03,5.17 10,4.29C10,4.19 10,4.1 10,4A2,2 0 0,1 12,2A2,2 0 0,1 14,4C14,4.1 14,4.19 14,4.29C16.97,5.17 19,7.9 19,11V17L21,19M14,21A2,2 0 0,1 12,23A2,2 0 0,1 10,21`,vn=`M21,19V20H3V19L5,17V11C5,7.9 7.03,5.17 10,4.29C10,4.19 10,4.1 10,4A2,2 0 0,1 12,2A2,2 0 0,1 14,4C14,4.1 14,4.19 14,4.29C16.97,5.17 19,7.9 19,11V17L21,19M14,21A2,2 0 0,1 12,23A2,2 0 0,1 10,21M19.75,3.19L18.33,4.61C20.04,6.3 21,8.6 21,11H23C23,8.07 21.84,5.25 19.75,3.19M1,11H3C3,8.6 3.96,6.3 5.67,4.61L4.25,3.19C2.16,5.25 1,8.07 1,11Z`,yn=`M15,13H16.5V15.82L18.94,17.23L18.19,18.53L15,16.69V13M19,8H5V19H9.67C9.24,18.09 9,17.07 9,16A7,7 0 0,1 16,9C17.07,9 18.09,9.24 19,9.67V8M5,21C3.89,21 3,20.1 3,19V5C3,3.89 3.89,3 5,3H6V1H8V3H16V1H18V3H19A2,2 0 0,1 21,5V11.1C22.24,12.36 23,14.09 23,16A7,7 0 0,1 16,23C14.09,23 12.36,22.24 11.1,21H5M16,11.15A4.85,4.85 0 0,0 11.15,16C11.15,18.68 13.32,20.85 16,20.85A4.85,4.85 0 0,0 20.85,16C20.85,13.32 18.68,11.15 16,11.15Z`,bn=`M6 1H8V3H16V1H18V3H19C20.11 3 21 3.9 21 5V19C21 20.11 20.11 21 19 21H5C3.89 21 3 20.1 3 19V5C3 3.89 3.89 3 5 3H6V1M5 8V19H19V8H5M7 10H17V12H7V10Z`,xn=`M12 2C6.5 2 2 6.5 2 12S6.5 22 12 22 22 17.5 22 12 17.5 2 12 2M10 17L5 12L6.41 10.59L10 14.17L17.59 6.58L19 8L10 17Z`,Sn=`M15.41,16.58L10.83,12L15.41,7.41L14,6L8,12L14,18L15.41,16.58Z`,Cn=`M8.59,16.58L13.17,12L8.59,7.41L10,6L16,12L10,18L8.59,16.58Z`,wn=`M19,6.41L17.59,5L12,10.59L6.41,5L5,6.41L10.59,12L5,17.59L6.41,19L12,13.41L17.59,19L19,17.59L13.41,12L19,6.41Z`,Tn=`M8.27,3L3,8.27V15.73L8.27,21H15.73L21,15.73V8.27L15.73,3M8.41,7L12,10.59L15.59,7L17,8.41L13.41,12L17,15.59L15.59,17L12,13.41L8.41,17L7,15.59L10.59,12L7,8.41`,En=`M21.86 12.5C21.1 11.63 20.15 11.13 19 11C19 9.05 18.32 7.4 16.96 6.04C15.6 4.68 13.95 4 12 4C10.42 4 9 4.47 7.75 5.43S5.67 7.62 5.25 9.15C4 9.43 2.96 10.08 2.17 11.1S1 13.28 1 14.58C1 16.09 1.54 17.38 2.61 18.43C3.69 19.5 5 20 6.5 20H18.5C19.75 20 20.81 19.56 21.69 18.69C22.56 17.81 23 16.75 23 15.5C23 14.35 22.62 13.35 21.86 12.5M13 17H11V15H13V17M13 13H11V7H13V13Z`,Dn=`M13 19C13 19.34 13.04 19.67 13.09 20H6.5C5 20 3.69 19.5 2.61 18.43C1.54 17.38 1 16.09 1 14.58C1 13.28 1.39 12.12 2.17 11.1S4 9.43 5.25 9.15C5.67 7.62 6.5 6.38 7.75 5.43S10.42 4 12 4C13.95 4 15.6 4.68 16.96 6.04C18.32 7.4 19 9.05 19 11C20.15 11.13 21.1 11.63 21.86 12.5C22.37 13.07 22.7 13.71 22.86 14.42C21.82 13.54 20.5 13 19 13C15.69 13 13 15.69 13 19M17.75 19.43L16.16 17.84L15 19L17.75 22L22.5 17.25L21.34 15.84L17.75 19.43Z`,On=`M13 17.5C13 18.39 13.18 19.23 13.5 20H6.5C5 20 3.69 19.5 2.61 18.43C1.54 17.38 1 16.09 1 14.58C1 13.28 1.39 12.12 2.17 11.1S4 9.43 5.25 9.15C5.67 7.62 6.5 6.38 7.75 5.43S10.42 4 12 4C13.95 4 15.6 4.68 16.96 6.04C18.32 7.4 19 9.05 19 11C19.04 11 19.07 11 19.1 11C15.7 11.23 13 14.05 13 17.5M19 13.5V12L16.75 14.25L19 16.5V15C20.38 15 21.5 16.12 21.5 17.5C21.5 17.9 21.41 18.28 21.24 18.62L22.33 19.71C22.75 19.08 23 18.32 23 17.5C23 15.29 21.21 13.5 19 13.5M19 20C17.62 20 16.5 18.88 16.5 17.5C16.5 17.1 16.59 16.72 16.76 16.38L15.67 15.29C15.25 15.92 15 16.68 15 17.5C15 19.71 16.79 21.5 19 21.5V23L21.25 20.75L19 18.5V20Z`,kn=`M19,21H8V7H19M19,5H8A2,2 0 0,0 6,7V21A2,2 0 0,0 8,23H19A2,2 0 0,0 21,21V7A2,2 0 0,0 19,5M16,1H4A2,2 0 0,0 2,3V17H4V3H16V1Z`,An=`M19,4H15.5L14.5,3H9.5L8.5,4H5V6H19M6,19A2,2 0 0,0 8,21H16A2,2 0 0,0 18,19V7H6V19Z`,jn=`M12,19A2,2 0 0,0 10,21A2,2 0 0,0 12,23A2,2 0 0,0 14,21A2,2 0 0,0 12,19M6,1A2,2 0 0,0 4,3A2,2 0 0,0 6,5A2,2 0 0,0 8,3A2,2 0 0,0 6,1M6,7A2,2 0 0,0 4,9A2,2 0 0,0 6,11A2,2 0 0,0 8,9A2,2 0 0,0 6,7M6,13A2,2 0 0,0 4,15A2,2 0 0,0 6,17A2,2 0 0,0 8,15A2,2 0 0,0 6,13M18,5A2,2 0 0,0 20,3A2,2 0 0,0 18,1A2,2 0 0,0 16,3A2,2 0 0,0 18,5M12,13A2,2 0 0,0 10,15A2,2 0 0,0 12,17A2,2 0 0,0 14,15A2,2 0 0,0 12,13M18,13A2,2 0 0,0 16,15A2,2 0 0,0 18,17A2,2 0 0,0 20,15A2,2 0 0,0 18,13M18,7A2,2 0 0,0 16,9A2,2 0 0,0 18,11A2,2 0 0,0 20,9A2,2 0 0,0 18,7M12,7A2,2 0 0,0 10,9A2,2 0 0,0 12,11A2,2 0 0,0 14,9A2,2 0 0,0 12,7M12,1A2,2 0 0,0 10,3A2,2 0 0,0 12,5A2,2 0 0,0 14,3A2,2 0 0,0 12,1Z`,Mn=`M8,3C6.89,3 6,3.89 6,5V21H18V5C18,3.89 17.11,3 16,3H8M8,5H16V19H8V5M13,11V13H15V11H13Z`,Nn=`M16,11H18V13H16V11M12,3H19C20.11,3 21,3.89 21,5V19H22V21H2V19H10V5C10,3.89 10.89,3 12,3M12,5V19H19V5H12Z`,Pn=`M12,3C10.89,3 10,3.89 10,5H3V19H2V21H22V19H21V5C21,3.89 20.11,3 19,3H12M12,5H19V19H12V5M5,11H7V13H5V11Z`,Fn=`M12,9A3,3 0 0,0 9,12A3,3 0 0,0 12,15A3,3 0 0,0 15,12A3,3 0 0,0 12,9M12,17A5,5 0 0,1 7,12A5,5 0 0,1 12,7A5,5 0 0,1 17,12A5,5 0 0,1 12,17M12,4.5C7,4.5 2.73,7.61 1,12C2.73,16.39 7,19.5 12,19.5C17,19.5 21.27,16.39 23,12C21.27,7.61 17,4.5 12,4.5Z`,In=`M11.83,9L15,12.16C15,12.11 15,12.05 15,12A3,3 0 0,0 12,9C11.94,9 11.89,9 11.83,9M7.53,9.8L9.08,11.35C9.03,11.56 9,11.77 9,12A3,3 0 0,0 12,15C12.22,15 12.44,14.97 12.65,14.92L14.2,16.47C13.53,16.8 12.79,17 12,17A5,5 0 0,1 7,12C7,11.21 7.2,10.47 7.53,9.8M2,4.27L4.28,6.55L4.73,7C3.08,8.3 1.78,10 1,12C2.73,16.39 7,19.5 12,19.5C13.55,19.5 15.03,19.2 16.38,18.66L16.81,19.08L19.73,22L21,20.73L3.27,3M12,7A5,5 0 0,1 17,12C17,12.64 16.87,13.26 16.64,13.82L19.57,16.75C21.07,15.5 22.27,13.86 23,12C21.27,7.61 17,4.5 12,4.5C10.6,4.5 9.26,4.75 8,5.2L10.17,7.35C10.74,7.13 11.35,7 12,7Z`,Ln=`M9,11.75A1.25,1.25 0 0,0 7.75,13A1.25,1.25 0 0,0 9,14.25A1.25,1.25 0 0,0 10.25,13A1.25,1.25 0 0,0 9,11.75M15,11.75A1.25,1.25 0 0,0 13.75,13A1.25,1.25 0 0,0 15,14.25A1.25,1.25 0 0,0 16.25,13A1.25,1.25 0 0,0 15,11.75M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20A8,8 0 0,1 4,12C3.97,11.71 3.97,11.43 4,11.14C6.38,10.1 8.27,8.17 9.26,5.77C11.13,8.42 14.17,10 17.42,10C18.18,10 18.93,9.91 19.67,9.74C20.92,14 18.5,18.43 14.26,19.67C13.5,19.89 12.76,20 12,20M0,2A2,2 0 0,1 2,0H6V2H2V6H0V2M24,22A2,2 0 0,1 22,24H18V22H22V18H24V22M2,24A2,2 0 0,1 0,22V18H2V22H6V24H2M22,0A2,2 0 0,1 24,2V6H22V2H18V0H22Z`,Rn=`M17.81,4.47C17.73,4.47 17.65,4.45 17.58,4.41C15.66,3.42 14,3 12,3C10.03,3 8.15,3.47 6.44,4.41C6.2,4.54 5.9,4.45 5.76,4.21C5.63,3.97 5.72,3.66 5.96,3.53C7.82,2.5 9.86,2 12,2C14.14,2 16,2.47 18.04,3.5C18.29,3.65 18.38,3.95 18.25,4.19C18.16,4.37 18,4.47 17.81,4.47M3.5,9.72C3.4,9.72 3.3,9.69 3.21,9.63C3,9.47 2.93,9.16 3.09,8.93C4.08,7.53 5.34,6.43 6.84,5.66C10,4.04 14,4.03 17.15,5.65C18.65,6.42 19.91,7.5 20.9,8.9C21.06,9.12 21,9.44 20.78,9.6C20.55,9.76 20.24,9.71 20.08,9.5C19.18,8.22 18.04,7.23 16.69,6.54C13.82,5.07 10.15,5.07 7.29,6.55C5.93,7.25 4.79,8.25 3.89,9.5C3.81,9.65 3.66,9.72 3.5,9.72M9.75,21.79C9.62,21.79 9.5,21.74 9.4,21.64C8.53,20.77 8.06,20.21 7.39,19C6.7,17.77 6.34,16.27 6.34,14.66C6.34,11.69 8.88,9.27 12,9.27C15.12,9.27 17.66,11.69 17.66,14.66A0.5,0.5 0 0,1 17.16,15.16A0.5,0.5 0 0,1 16.66,14.66C16.66,12.24 14.57,10.27 12,10.27C9.43,10.27 7.34,12.24 7.34,14.66C7.34,16.1 7.66,17.43 8.27,18.5C8.91,19.66 9.35,20.15 10.12,20.93C10.31,21.13 10.31,21.44 10.12,21.64C10,21.74 9.88,21.79 9.75,21.79M16.92,19.94C15.73,19.94 14.68,19.64 13.82,19.05C12.33,18.04 11.44,16.4 11.44,14.66A0.5,0.5 0 0,1 11.94,14.16A0.5,0.5 0 0,1 12.44,14.66C12.44,16.07 13.16,17.4 14.38,18.22C15.09,18.7 15.92,18.93 16.92,18.93C17.16,18.93 17.56,18.9 17.96,18.83C18.23,18.78 18.5,18.96 18.54,19.24C18.59,19.5 18.41,19.77 18.13,19.82C17.56,19.93 17.06,19.94 16.92,19.94M14.91,22C14.87,22 14.82,22 14.78,22C13.19,21.54 12.15,20.95 11.06,19.88C9.66,18.5 8.89,16.64 8.89,14.66C8.89,13.04 10.27,11.72 11.97,11.72C13.67,11.72 15.05,13.04 15.05,14.66C15.05,15.73 16,16.6 17.13,16.6C18.28,16.6 19.21,15.73 19.21,14.66C19.21,10.89 15.96,7.83 11.96,7.83C9.12,7.83 6.5,9.41 5.35,11.86C4.96,12.67 4.76,13.62 4.76,14.66C4.76,15.44 4.83,16.67 5.43,18.27C5.53,18.53 5.4,18.82 5.14,18.91C4.88,19 4.59,18.87 4.5,18.62C4,17.31 3.77,16 3.77,14.66C3.77,13.46 4,12.37 4.45,11.42C5.78,8.63 8.73,6.82 11.96,6.82C16.5,6.82 20.21,10.33 20.21,14.65C20.21,16.27 18.83,17.59 17.13,17.59C15.43,17.59 14.05,16.27 14.05,14.65C14.05,13.58 13.12,12.71 11.97,12.71C10.82,12.71 9.89,13.58 9.89,14.65C9.89,16.36 10.55,17.96 11.76,19.16C12.71,20.1 13.62,20.62 15.03,21C15.3,21.08 15.45,21.36 15.38,21.62C15.33,21.85 15.12,22 14.91,22Z`,zn=`M3 16V5.75C3 5.06 3.56 4.5 4.25 4.5S5.5 5.06 5.5 5.75V12H6.5V2.75C6.5 2.06 7.06 1.5 7.75 1.5C8.44 1.5 9 2.06 9 2.75V12H10V1.25C10 .56 10.56 0 11.25 0S12.5 .56 12.5 1.25V12H13.5V3.25C13.5 2.56 14.06 2 14.75 2S16 2.56 16 3.25V15H16.75L18.16 11.47C18.38 10.92 18.84 10.5 19.4 10.31L20.19 10.05C21 9.79 21.74 10.58 21.43 11.37L18.4 19C17.19 22 14.26 24 11 24C6.58 24 3 20.42 3 16Z`,Bn=`M7.5,4A5.5,5.5 0 0,0 2,9.5C2,10 2.09,10.5 2.22,11H6.3L7.57,7.63C7.87,6.83 9.05,6.75 9.43,7.63L11.5,13L12.09,11.58C12.22,11.25 12.57,11 13,11H21.78C21.91,10.5 22,10 22,9.5A5.5,5.5 0 0,0 16.5,4C14.64,4 13,4.93 12,6.34C11,4.93 9.36,4 7.5,4V4M3,12.5A1,1 0 0,0 2,13.5A1,1 0 0,0 3,14.5H5.44L11,20C12,20.9 12,20.9 13,20L18.56,14.5H21A1,1 0 0,0 22,13.5A1,1 0 0,0 21,12.5H13.4L12.47,14.8C12.07,15.81 10.92,15.67 10.55,14.83L8.5,9.5L7.54,11.83C7.39,12.21 7.05,12.5 6.6,12.5H3Z`,Vn=`M13.5,8H12V13L16.28,15.54L17,14.33L13.5,12.25V8M13,3A9,9 0 0,0 4,12H1L4.96,16.03L9,12H6A7,7 0 0,1 13,5A7,7 0 0,1 20,12A7,7 0 0,1 13,19C11.07,19 9.32,18.21 8.06,16.94L6.64,18.36C8.27,20 10.5,21 13,21A9,9 0 0,0 22,12A9,9 0 0,0 13,3`,Hn=`M11,9H13V7H11M12,20C7.59,20 4,16.41 4,12C4,7.59 7.59,4 12,4C16.41,4 20,7.59 20,12C20,16.41 16.41,20 12,20M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M11,17H13V11H11V17Z`,Un=`M12.67 13.67C12.2 14.13 11.63 14.5 11 14.73V23H8V21H5V18H8V14.72C6.26 14.1 5 12.46 5 10.5C5 8 7 6 9.5 6C9.54 6 9.57 6 9.6 6C9.13 6.95 8.92 8 9.03 9.08C8.44 9.28 8 9.84 8 10.5C8 11.33 8.67 12 9.5 12C9.73 12 9.95 11.94 10.15 11.85C10.79 12.69 11.67 13.32 12.67 13.67M20.73 19.44L17.97 20.6L17.19 18.76L14.43 19.93L13.26 17.16L16.03 16L14.76 13C12.91 13.08 11.11 12.05 10.35 10.25C9.39 7.96 10.47 5.32 12.76 4.35C13 4.25 13.26 4.18 13.5 4.12C12.84 2.87 11.5 2 10 2C7.79 2 6 3.79 6 6C6 6.08 6 6.16 6 6.24C5.7 6.5 5.4 6.82 5.15 7.15C5.06 6.78 5 6.4 5 6C5 3.24 7.24 1 10 1S15 3.24 15 6C15 7.42 14.4 8.67 13.45 9.57C13.87 10 14.5 10.13 15.08 9.88C15.85 9.56 16.2 8.68 15.88 7.92C15.85 7.83 15.8 7.74 15.74 7.66C15.9 7.13 16 6.58 16 6C16 5.37 15.9 4.76 15.72 4.19C17 4.55 18.1 5.44 18.65 6.76C19.41 8.56 18.89 10.57 17.5 11.81L20.73 19.44M13 8.6C13.37 8.19 13.65 7.71 13.82 7.18C13.28 7.45 12.97 8 13 8.6Z`,Wn=`M12,17A2,2 0 0,0 14,15C14,13.89 13.1,13 12,13A2,2 0 0,0 10,15A2,2 0 0,0 12,17M18,8A2,2 0 0,1 20,10V20A2,2 0 0,1 18,22H6A2,2 0 0,1 4,20V10C4,8.89 4.9,8 6,8H7V6A5,5 0 0,1 12,1A5,5 0 0,1 17,6V8H18M12,3A3,3 0 0,0 9,6V8H15V6A3,3 0 0,0 12,3Z`,Gn=`M10 17C11.1 17 12 16.1 12 15C12 13.9 11.1 13 10 13C8.9 13 8 13.9 8 15S8.9 17 10 17M16 8C17.1 8 18 8.9 18 10V20C18 21.1 17.1 22 16 22H4C2.9 22 2 21.1 2 20V10C2 8.9 2.9 8 4 8H5V6C5 3.2 7.2 1 10 1S15 3.2 15 6V8H16M10 3C8.3 3 7 4.3 7 6V8H13V6C13 4.3 11.7 3 10 3M22 13H20V7H22V13M22 17H20V15H22V17Z`,Kn=`M8.5,2C6,2 4,4 4,6.5V7C2.89,7 2,7.89 2,9V18C2,19.11 2.89,20 4,20H8.72C10.18,21.29 12.06,22 14,22A8,8 0 0,0 22,14A8,8 0 0,0 14,6C13.66,6 13.32,6.03 13,6.08C12.76,3.77 10.82,2 8.5,2M8.5,4A2.5,2.5 0 0,1 11,6.5V7H6V6.5A2.5,2.5 0 0,1 8.5,4M14,8A6,6 0 0,1 20,14A6,6 0 0,1 14,20A6,6 0 0,1 8,14A6,6 0 0,1 14,8M13,10V15L16.64,17.19L17.42,15.9L14.5,14.15V10H13Z`,qn=`M18 1C15.24 1 13 3.24 13 6V8H4C2.9 8 2 8.89 2 10V20C2 21.11 2.9 22 4 22H16C17.11 22 18 21.11 18 20V10C18 8.9 17.11 8 16 8H15V6C15 4.34 16.34 3 18 3C19.66 3 21 4.34 21 6V8H23V6C23 3.24 20.76 1 18 1M10 13C11.1 13 12 13.89 12 15C12 16.11 11.11 17 10 17C8.9 17 8 16.11 8 15C8 13.9 8.9 13 10 13Z`,Jn=`M12,1A5,5 0 0,0 7,6V8H6A2,2 0 0,0 4,10V20A2,2 0 0,0 6,22H18A2,2 0 0,0 20,20V10A2,2 0 0,0 18,8H17V6A5,5 0 0,0 12,1M12,2.9C13.71,2.9 15.1,4.29 15.1,6V8H8.9V6C8.9,4.29 10.29,2.9 12,2.9M12.19,10.5C13.13,10.5 13.88,10.71 14.42,11.12C14.96,11.54 15.23,12.1 15.23,12.8C15.23,13.24 15.08,13.63 14.79,14C14.5,14.36 14.12,14.64 13.66,14.85C13.4,15 13.23,15.15 13.14,15.32C13.05,15.5 13,15.72 13,16H11C11,15.5 11.1,15.16 11.29,14.92C11.5,14.68 11.84,14.4 12.36,14.08C12.62,13.94 12.83,13.76 13,13.54C13.14,13.33 13.22,13.08 13.22,12.8C13.22,12.5 13.13,12.28 12.95,12.11C12.77,11.93 12.5,11.85 12.19,11.85C11.92,11.85 11.7,11.92 11.5,12.06C11.34,12.2 11.24,12.41 11.24,12.69H9.27C9.22,12 9.5,11.4 10.05,11.04C10.59,10.68 11.3,10.5 12.19,10.5M11,17H13V19H11V17Z`,Yn=`M3,6H21V8H3V6M3,11H21V13H3V11M3,16H21V18H3V16Z`,Xn=`M13,10H11V6H13V10M13,12H11V14H13V12M22,4V16A2,2 0 0,1 20,18H6L2,22V4A2,2 0 0,1 4,2H20A2,2 0 0,1 22,4M20,4H4V17.2L5.2,16H20V4Z`,Zn=`M20 2H4C2.9 2 2 2.9 2 4V22L6 18H20C21.1 18 22 17.1 22 16V4C22 2.9 21.1 2 20 2M20 16H5.2L4 17.2V4H20V16M10.47 14L7 10.5L8.4 9.09L10.47 11.17L15.6 6L17 7.41L10.47 14Z`,Qn=`M17,13H7V11H17M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2Z`,$n=`M15,16H13V8H15M11,16H9V8H11M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2Z`,er=`M20.71,7.04C21.1,6.65 21.1,6 20.71,5.63L18.37,3.29C18,2.9 17.35,2.9 16.96,3.29L15.12,5.12L18.87,8.87M3,17.25V21H6.75L17.81,9.93L14.06,6.18L3,17.25Z`,tr=`M19,13H13V19H11V13H5V11H11V5H13V11H19V13Z`,nr=`M13,2.03V2.05L13,4.05C17.39,4.59 20.5,8.58 19.96,12.97C19.5,16.61 16.64,19.5 13,19.93V21.93C18.5,21.38 22.5,16.5 21.95,11C21.5,6.25 17.73,2.5 13,2.03M11,2.06C9.05,2.25 7.19,3 5.67,4.26L7.1,5.74C8.22,4.84 9.57,4.26 11,4.06V2.06M4.26,5.67C3,7.19 2.25,9.04 2.05,11H4.05C4.24,9.58 4.8,8.23 5.69,7.1L4.26,5.67M2.06,13C2.26,14.96 3.03,16.81 4.27,18.33L5.69,16.9C4.81,15.77 4.24,14.42 4.06,13H2.06M7.1,18.37L5.67,19.74C7.18,21 9.04,21.79 11,22V20C9.58,19.82 8.23,19.25 7.1,18.37M12.5,7V12.25L17,14.92L16.25,16.15L11,13V7H12.5Z`,rr=`M17.65,6.35C16.2,4.9 14.21,4 12,4A8,8 0 0,0 4,12A8,8 0 0,0 12,20C15.73,20 18.84,17.45 19.73,14H17.65C16.83,16.33 14.61,18 12,18A6,6 0 0,1 6,12A6,6 0 0,1 12,6C13.66,6 15.14,6.69 16.22,7.78L13,11H20V4L17.65,6.35Z`,ir=`M12,0C8.96,0 6.21,1.23 4.22,3.22L5.63,4.63C7.26,3 9.5,2 12,2C14.5,2 16.74,3 18.36,4.64L19.77,3.23C17.79,1.23 15.04,0 12,0M7.05,6.05L8.46,7.46C9.37,6.56 10.62,6 12,6C13.38,6 14.63,6.56 15.54,7.46L16.95,6.05C15.68,4.78 13.93,4 12,4C10.07,4 8.32,4.78 7.05,6.05M12,15A2,2 0 0,1 10,13A2,2 0 0,1 12,11A2,2 0 0,1 14,13A2,2 0 0,1 12,15M15,9H9A1,1 0 0,0 8,10V22A1,1 0 0,0 9,23H15A1,1 0 0,0 16,22V10A1,1 0 0,0 15,9Z`,ar=`M23,12H17V10L20.39,6H17V4H23V6L19.62,10H23V12M15,16H9V14L12.39,10H9V8H15V10L11.62,14H15V16M7,20H1V18L4.39,14H1V12H7V14L3.62,18H7V20Z`,or=[`entered`,`refused`,`locked`,`door`,`ring`,`failed`,`alarm`,`changes`],sr={door:``,who:``,kind:``,method:``},cr={unlocked:`entered`,unlatched:`entered`,denied:`refused`,locked:`locked`,door_opened:`door`,door_closed:`door`,door_left_open:`door`,open_requested:`ring`,lock_failed:`failed`,unlock_failed:`failed`};function lr(e){switch(e.stream){case`alarm`:return`alarm`;case`doorbell`:return`ring`;default:return cr[e.type]??null}}var ur=e=>`${e.door_id} ${e.event_id}`,dr=new Set,fr=e=>dr.add(ur(e)),pr=e=>e.type===`denied`&&e.method===`card`&&e.who===null&&!dr.has(ur(e));function mr(e,t){let n=new Map;for(let t of e){let e=ur(t);n.set(e,{key:e,at:Date.parse(t.occurred_at),event:t,change:null})}for(let e of t){let t=`${e.at} ${e.grant_id} ${e.change}`;n.set(t,{key:t,at:Date.parse(e.at),event:null,change:e})}return[...n.values()].sort((e,t)=>t.at-e.at)}var hr=(e,t,n)=>mr([...n,...t.events,...e.events],[...t.changes,...e.changes]);function gr(e,t,n){let{event:r,change:i}=e;if(r!==null)return(t.door===``||r.door_id===t.door)&&(t.who===``||r.who===t.who)&&(t.kind===``||lr(r)===t.kind)&&(t.method===``||r.method===t.method);let a=n.access.get(i.grant_id)?.doors??[];return t.method===``&&(t.kind===``||t.kind===`changes`)&&(t.who===``||i.name===t.who||i.user===t.who)&&(t.door===``||a.some(e=>e.door_id===t.door))}function _r(e){let t=e.flatMap(({event:e,change:t})=>e===null?[t.name,t.user]:[e.who]);return[...new Set(t.filter(e=>e!==null))]}var vr=e=>[...new Set(e.flatMap(({event:e})=>e===null?[]:[e.method]))],yr={unlocked:qn,unlatched:Pn,locked:Wn,denied:Tn,door_opened:Pn,door_closed:Nn,door_left_open:Pn,open_requested:_n,lock_failed:fn,unlock_failed:fn};function br({event:e}){if(e===null)return sn;switch(lr(e)){case`alarm`:return ln;case`ring`:return _n;default:return yr[e.type]??`M11,18H13V16H11V18M12,2A10,10 0 0,0 2,12A10,10 0 0,0 12,22A10,10 0 0,0 22,12A10,10 0 0,0 12,2M12,20C7.59,20 4,16.41 4,12C4,7.59 7.59,4 12,4C16.41,4 20,7.59 20,12C20,16.41 16.41,20 12,20M12,6A4,4 0 0,0 8,10H10A2,2 0 0,1 12,8A2,2 0 0,1 14,10C14,12 11,11.75 11,15H13C13,12.75 16,12.5 16,10A4,4 0 0,0 12,6Z`}}var xr=``;function Sr(e,t){let{type:n,method:r,who:i}=e,a={door:t,how:r===`unknown`?``:P(`by`,r),who:xr},o=i===null?null:Tr(`activity.did.${n}`,a);if(o!==null)return Er(o,i??``);let s=n===`unknown`?e.stream:n,c=Tr(`activity.said.${s}_${r}`,a)??Tr(`activity.said.${s}`,a)??`${t}: ${P(`event`,n)}`;return Er(i===null?c:`${c} (${xr})`,i??``)}function Cr(e){let{user:t}=e,n=t===null?`itself`:`by`,r={who:xr,user:t??``};return Er(Tr(`activity.${n}.${e.change}`,r)??`${xr}: ${P(`change`,e.change)}`,e.name)}var wr=e=>e.join(``);function Tr(e,t){let n=N(e,t);return n===e?null:n.replaceAll(/\s+/g,` `).trim()}function Er(e,t){let[n=``,r]=e.split(xr);return r===void 0?[n,``,``]:[n,t,r]}var Dr=`offline`,Or=(e,t=Date.now())=>e.asking_until!==null&&new Date(e.asking_until).getTime()>t,kr=e=>e.charging!==!0&&(e.battery_low||(e.battery??100)<=15),Ar=e=>e.keypad_battery_low||(e.keypad_battery??100)<=15,jr=e=>e.reachability===Dr||e.gateway_online===!1,Mr=e=>e.problems.length>0||kr(e)||Ar(e)||jr(e)||Or(e)||e.bolt===`jammed`||Fr(e)!==null,Nr=new Set([`unlocked`,`open`,`opening`,`unlocking`]),Pr=e=>Nr.has(e.bolt);function Fr(e){return e.entity_id===null?[`operate.no_entity`]:e.available?null:e.gateway_online===!1?e.gateway===null?[`operate.bridge_unnamed`]:[`operate.bridge`,{gateway:e.gateway}]:e.reachability===Dr?[`operate.away`]:[`operate.unavailable`]}var Ir={path:Kn,look:``},Lr={path:Jn,look:``},Rr={locked:{path:Wn,look:`good`},unlocked:{path:qn,look:`warn`},open:{path:Pn,look:`warn`},jammed:{path:Gn,look:`bad`},locking:Ir,unlocking:Ir,opening:Ir};function zr(e,t=!0){let n=Rr[e]??Lr;return t?n:{...n,look:``}}function Br(e){let t=Vr(e);return e.door===null?t:`${t} · ${P(`door`,e.door)}`}function Vr({available:e,bolt:t,bolt_reported:n}){let r=P(`bolt`,t);return t===`unknown`?r:n?e?r:N(`doors.last_known`,{bolt:r}):N(`doors.commanded`,{bolt:r})}function Hr(e){let t=[e.who??N(`doors.somebody`)];return e.method!==`unknown`&&t.push(P(`by`,e.method)),[...t,A(e.occurred_at)].join(`, `)}function Ur(e){let t=P(`reachability`,e.reachability);return e.last_contact===null?t:N(`doors.contact`,{reach:t,when:A(e.last_contact)})}function Wr(e){let{battery:t,charging:n}=e,r=Kr(`battery`,t,kr(e));return r!==null&&n===!0?N(`doors.charging`,{battery:r}):r}var Gr=e=>Kr(`keypad`,e.keypad_battery,Ar(e));function Kr(e,t,n){return t===null?n?N(`doors.${e}.change`):null:N(n?`doors.${e}.low`:`doors.${e}.level`,{percent:t})}var qr=d` :host{display:block;height:100%;}ha-card{height:100%;}.inside{display:grid;gap:12px;padding:16px;align-content:start;}`,Jr=class extends x{constructor(){super(),this.speaks=!1,this.relatedOf=null,this.addEventListener(`cloud-locks-toast`,e=>{e.stopPropagation(),Pt(this,e.detail.text)})}shouldUpdate(e){let t=e.get(`hass`);if(e.size>1||t===void 0)return!0;let{hass:n}=this;return n.language!==t.language||n.locale!==t.locale||n.entities!==t.entities||[...this.watched()].some(e=>n.states[e]!==t.states[e])}willUpdate(e){e.has(`hass`)&&(vt(this.hass),this.speak()),(e.has(`config`)||this.relatedOf!==this.hass.entities)&&(this.relatedOf=this.hass.entities,this.relate())}async speak(){await $t(this.hass.language)&&this.speaks&&(this.speaks=!1,await this.updateComplete),this.speaks=!0}render(){return _`<ha-card>
<div class="inside">${this.speaks?this.renderCard():``}</div>
</ha-card>`}renderFault(e,t){return _`<p role="alert">${N(e,{entity:t})}</p>`}};E([C({attribute:!1})],Jr.prototype,`config`,void 0),E([C({attribute:!1})],Jr.prototype,`hass`,void 0),E([w()],Jr.prototype,`speaks`,void 0);var Yr={integration:`cloud_locks`,domain:`lock`},Xr=[`door`,`last_access`,`battery`,`buttons`];async function Zr(t){return await $t(e()?.language??`en`),{schema:t(),computeLabel:({name:e})=>N(`card.field.${e}`),computeHelper:()=>void 0}}var Qr=()=>Zr(()=>[{name:`entity`,required:!0,selector:{entity:{filter:Yr}}},{name:`name`,selector:{text:{}}},{name:`show`,selector:{select:{multiple:!0,mode:`list`,options:Xr.map(e=>({value:e,label:N(`card.part.${e}`)}))}}}]),$r=()=>Zr(()=>[{name:`entities`,required:!0,selector:{entity:{multiple:!0,filter:Yr}}},{name:`title`,selector:{text:{}}},{name:`rows`,selector:{number:{min:1,max:50,mode:`box`}}}]),ei=50,ti=new Map,ni=e=>typeof e==`string`?e:null;function ri(e,t){let{attributes:n,entity_id:r,state:i}=e,a=ni(n.event_type);return a===null?null:{event_id:`${r} ${i}`,stream:t,type:a,method:ni(n.method)??`unknown`,who:ni(n.who),person:ni(n.person),grant_id:null,code_id:null,credential_type:ni(n.credential_type),occurred_at:ni(n.occurred_at)??i,failed_attempts:null,unlatched:n.unlatched===!0,door_id:r,picture:null}}function ii(e,t){let n=ti.get(e.entity_id)??new Map;ti.set(e.entity_id,n);let r=ri(e,t);if(r!==null&&!n.has(r.event_id)){n.set(r.event_id,r);let[e]=n.keys();n.size>ei&&e!==void 0&&n.delete(e)}return[...n.values()]}var ai=[`access`,`alarm`,`doorbell`],oi=class extends Jr{static{this.styles=[F,qr,d` .locks{display:flex;flex-wrap:wrap;gap:8px;}.locks button{padding:0 12px;max-width:100%;}.locks span{overflow:hidden;text-overflow:ellipsis;}.events li{display:flex;gap:12px;padding:8px 0;overflow-wrap:anywhere;}.events li + li{border-top:var(--line);}li > span{flex:1;}time{flex:none;}`]}constructor(){super(),this.streams=new Map,new At(this)}watched(){let e=[...this.streams.values()].flatMap(e=>[...e.values()]);return[...this.config.entities,...e]}relate(){this.streams=new Map(this.config.entities.map(e=>[e,this.eventsOf(e)]))}eventsOf(e){let t=this.hass.entities[e]?.device_id,n=r(this.hass,t??``),i=new Map;for(let e of ai){let t=n.get(`event.${e}`);t!==void 0&&i.set(e,t)}return i}renderCard(){let{entities:e,title:n}=this.config,r=e.find(e=>!t(this.hass,e));if(r!==void 0){let e=this.hass.states[r]!==void 0;return this.renderFault(e?`card.not_ours`:`card.gone`,r)}if(e.length===0)return _`<p>${N(`card.choose`)}</p>`;let i=this.rows();return _`${n===void 0||n===``?y:_`<h2>${n}</h2>`}
<ul class="locks">
${e.map(e=>this.renderLock(e))}
</ul>
${i.length===0?_`<p class="quiet">${N(`card.nothing_yet`)}</p>`:_`<ul class="events">
${T(i,e=>e.event.event_id,e=>this.renderRow(e))}
</ul>`}`}nameOf(e){return this.hass.states[e]?.attributes.friendly_name??e}renderLock(e){let t=this.hass.states[e]?.state??`unknown`,{path:n,look:r}=zr(t),i=t===`unavailable`?N(`card.away`):P(`bolt`,t);return _`<li>
<button @click=${()=>Nt(this,e)}>
<cloud-locks-icon class=${r} .path=${n}></cloud-locks-icon>
<span>${this.nameOf(e)}: ${i}</span>
</button>
</li>`}rows(){let e=[];for(let[t,n]of this.streams)for(let[r,i]of n){let n=this.hass.states[i],a=n===void 0?[]:ii(n,r);e.push(...a.map(e=>({event:e,door:this.nameOf(t)})))}let t=({event:e})=>new Date(e.occurred_at).getTime();return e.toSorted((e,n)=>t(n)-t(e)).slice(0,this.config.rows??8)}renderRow({event:e,door:t}){let n=e.stream===`alarm`;return _`<li>
<cloud-locks-icon
class=${n?`bad`:``}
.path=${br({event:e})}
></cloud-locks-icon>
<span>
${n?_`<strong class="bad">${N(`activity.alarm`)}</strong> `:y}
${wr(Sr(e,t))}
</span>
<time class="quiet" datetime=${e.occurred_at}
>${A(e.occurred_at)}</time
>
</li>`}};oi=E([S(`cloud-locks-activity-card-content`)],oi);async function si(e,t,n){return(await e.callWS({type:`call_service`,domain:`cloud_locks`,service:t,service_data:n,return_response:!0})).response??{}}var ci=(e,t,n,r)=>e.callWS({type:`call_service`,domain:`lock`,service:n,service_data:{entity_id:t,...r===void 0?{}:{code:r}}}),li=(e,t)=>e.callWS({type:`call_service`,domain:`button`,service:`press`,service_data:{entity_id:t}});function I(e){return e?.message??String(e)}var ui=`cloud-locks-toast`,di=8e3;function L(e,t){e.dispatchEvent(new CustomEvent(ui,{detail:t,bubbles:!0,composed:!0}))}var fi=class extends x{constructor(...e){super(...e),this.shown=null,this.timer=0,this.over=null,this.take=e=>{this.shown=e.detail,this.wait()},this.wait=()=>{clearTimeout(this.timer),this.timer=window.setTimeout(()=>this.hide(),di)}}static{this.styles=[F,d` :host{position:fixed;inset:auto 16px calc(16px + var(--safe-area-inset-bottom,0px));z-index:10;display:flex;justify-content:center;pointer-events:none;width:auto;margin:0;border:0;padding:0;overflow:visible;background:none;}.toast{pointer-events:auto;display:flex;align-items:center;gap:8px;max-width:560px;padding:4px 16px;min-height:52px;border-radius:var(--radius);background:var(--primary-text-color,#212121);color:var(--primary-background-color,#fafafa);box-shadow:0 4px 12px rgb(0 0 0 / 30%);}.toast button{border-color:transparent;font-weight:500;text-decoration:underline;}`]}connectedCallback(){super.connectedCallback(),this.popover=`manual`,this.over=this.parentNode,this.over?.addEventListener(ui,this.take)}disconnectedCallback(){super.disconnectedCallback(),this.over?.removeEventListener(ui,this.take),clearTimeout(this.timer)}updated(){this.shown!==null&&`showPopover`in this&&(this.matches(`:popover-open`)&&this.hidePopover(),this.showPopover())}render(){return _`<div role="status" aria-live="polite">
${this.shown===null?y:this.renderToast(this.shown)}
</div>`}renderToast({text:e,action:t}){return _`<div
class="toast"
@focusin=${()=>clearTimeout(this.timer)}
@focusout=${this.wait}
@pointerenter=${()=>clearTimeout(this.timer)}
@pointerleave=${this.wait}
>
<span class="grow">${e}</span>
${t===void 0?y:_`<button @click=${()=>{this.hide(),t?.run()}}>${t.label}</button>`}
</div>`}hide(){this.shown=null}};E([w()],fi.prototype,`shown`,void 0),fi=E([S(`cloud-locks-toasts`)],fi);var pi=5e3,mi=2e3,R=class extends x{constructor(...e){super(...e),this.label=``,this.path=``,this.twice=!1,this.disabled=!1,this.short=!1,this.look=``,this.done=``,this.run=()=>Promise.resolve(),this.step=`rest`,this.timer=0,this.press=async()=>{if(clearTimeout(this.timer),this.twice&&this.step!==`asked`)this.show(`asked`,pi);else{this.step=`busy`;try{await this.run(),this.show(`done`,mi)}catch(e){this.step=`rest`;let t={action:this.label,message:I(e)};L(this,{text:N(`action.failed`,t),bad:!0})}}}}static{this.styles=[F,d` :host{display:inline-block;}button{width:100%;}.asked{background:var(--warn);border-color:var(--warn);color:var(--on-accent);}`]}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer),this.step=`rest`}render(){let{step:e,label:t}=this,n={rest:t,asked:N(`action.confirm`,{action:t}),busy:N(`action.busy`,{action:t}),done:this.done===``?N(`action.done`):this.done}[e],r=this.short&&e===`rest`;return _`<button
class="${e===`asked`?`asked`:this.look}"
?disabled=${this.disabled||e===`busy`}
aria-label=${n}
aria-live="polite"
@click=${this.press}
>
${this.path===``?y:_`<cloud-locks-icon .path=${this.path}></cloud-locks-icon>`}
${r?y:_`<span>${n}</span>`}
</button>`}show(e,t){this.step=e,this.timer=window.setTimeout(()=>this.step=`rest`,t)}};E([C()],R.prototype,`label`,void 0),E([C()],R.prototype,`path`,void 0),E([C({type:Boolean})],R.prototype,`twice`,void 0),E([C({type:Boolean})],R.prototype,`disabled`,void 0),E([C({type:Boolean})],R.prototype,`short`,void 0),E([C()],R.prototype,`look`,void 0),E([C()],R.prototype,`done`,void 0),E([C({attribute:!1})],R.prototype,`run`,void 0),E([w()],R.prototype,`step`,void 0),R=E([S(`cloud-locks-action`)],R);var hi=class extends x{constructor(...e){super(...e),this.open=!1,this.heading=``,this.keep=!1,this.opener=null,this.close=()=>this.dialog.close(),this.beside=e=>{e.target===this.dialog&&!this.keep&&this.dialog.close()},this.closed=()=>{this.open=!1,this.dispatchEvent(new CustomEvent(`close`))}}static{this.styles=[F,d` dialog{color:inherit;background:var(--surface);border:var(--line);border-radius:var(--radius);padding:0;width:min(560px,100vw - 32px);max-height:min(800px,100dvh - 32px);}dialog::backdrop{background:rgb(0 0 0 / 50%);}header{display:flex;align-items:center;gap:8px;padding:8px 8px 8px 24px;position:sticky;top:0;background:inherit;border-bottom:var(--line);z-index:1;}h2{overflow-wrap:anywhere;}.body{padding:16px 24px 24px;}@media (width <= 600px){dialog{width:100vw;max-width:100vw;height:100dvh;max-height:100dvh;border:0;border-radius:0;margin:0;}.body{padding:16px;}}`]}disconnectedCallback(){if(super.disconnectedCallback(),this.dialog.open){let{opener:e}=this;queueMicrotask(()=>e?.focus())}}render(){return _`<dialog
aria-labelledby="heading"
@close=${this.closed}
@click=${this.beside}
>
<header>
<h2 id="heading" class="grow">${this.heading}</h2>
<button class="icon" aria-label=${N(`common.close`)} @click=${this.close}>
<cloud-locks-icon .path=${wn}></cloud-locks-icon>
</button>
</header>
<div class="body"><slot></slot></div>
</dialog>`}updated(){this.open&&!this.dialog.open?(this.opener=gi(),this.dialog.showModal(),this.querySelector(`[autofocus]`)?.focus()):!this.open&&this.dialog.open&&this.dialog.close()}};E([C({type:Boolean})],hi.prototype,`open`,void 0),E([C()],hi.prototype,`heading`,void 0),E([C({type:Boolean})],hi.prototype,`keep`,void 0),E([tt(`dialog`)],hi.prototype,`dialog`,void 0),hi=E([S(`cloud-locks-dialog`)],hi);function gi(){let e=document.activeElement;for(;e?.shadowRoot?.activeElement!=null;)e=e.shadowRoot.activeElement;return e}var z=class extends x{constructor(...e){super(...e),this.label=``,this.path=``,this.about=``,this.look=``,this.disabled=!1,this.code=!1,this.run=()=>Promise.resolve(),this.asks=!1,this.busy=!1,this.error=null,this.ask=async()=>{this.asks=!0,await this.updateComplete,await this.renderRoot.querySelector(`cloud-locks-dialog`)?.updateComplete,this.input?.focus()},this.end=()=>{this.asks=!1,this.busy=!1,this.error=null},this.submit=async e=>{e.preventDefault();let t=this.input?.value??``;this.busy=!0;try{await this.run(t),this.end(),L(this,{text:`${this.heading}: ${N(`action.sent`)}`})}catch(e){this.busy=!1,this.error=I(e),this.input?.select()}}}static{this.styles=[F,d` :host{display:inline-block;}.main,cloud-locks-action{width:100%;}form{--button-padding:16px;}`]}get heading(){return this.about===``?this.label:`${this.label}: ${this.about}`}render(){return this.code?this.renderAsking():this.renderTwice()}renderTwice(){return _`<cloud-locks-action
twice
.label=${this.label}
.path=${this.path}
.look=${this.look}
.done=${N(`action.sent`)}
.run=${()=>this.run()}
?disabled=${this.disabled}
></cloud-locks-action>`}renderAsking(){return _`<button
class="main ${this.look}"
aria-haspopup="dialog"
?disabled=${this.disabled}
@click=${this.ask}
>
<cloud-locks-icon .path=${this.path}></cloud-locks-icon>
<span>${this.label}</span>
</button>
${this.asks?this.renderDialog():y}`}renderDialog(){return _`<cloud-locks-dialog open .heading=${this.heading} @close=${this.end}>
<form class="stack" @submit=${this.submit}>
<p class="quiet">${N(`code.confirm_help`)}</p>
<label>
${N(`code.confirm`)}
<input
type="password"
autocomplete="off"
maxlength="64"
required
aria-describedby="error"
aria-invalid=${this.error===null?`false`:`true`}
/>
</label>
<p id="error" class="bad" role="alert">${this.error}</p>
<div class="row">
<button class="primary" ?disabled=${this.busy}>${this.label}</button>
<button type="button" @click=${this.end}>${N(`common.cancel`)}</button>
</div>
</form>
</cloud-locks-dialog>`}};E([C()],z.prototype,`label`,void 0),E([C()],z.prototype,`path`,void 0),E([C()],z.prototype,`about`,void 0),E([C()],z.prototype,`look`,void 0),E([C({type:Boolean})],z.prototype,`disabled`,void 0),E([C({type:Boolean})],z.prototype,`code`,void 0),E([C({attribute:!1})],z.prototype,`run`,void 0),E([w()],z.prototype,`asks`,void 0),E([w()],z.prototype,`busy`,void 0),E([w()],z.prototype,`error`,void 0),E([tt(`input`)],z.prototype,`input`,void 0),z=E([S(`cloud-locks-confirmed`)],z);var B=class extends x{constructor(...e){super(...e),this.until=null,this.about=``,this.code=!1,this.letIn=()=>Promise.resolve(),this.turnAway=null,this.timer=0}static{this.styles=[F,d` .box{border:2px solid var(--accent);border-radius:8px;padding:8px 12px;}`]}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer)}get left(){return this.until===null?0:new Date(this.until).getTime()-Date.now()}render(){if(this.until===null||this.left<=0)return y;let{turnAway:e}=this;return _`<div class="box stack">
<p class="row">
<cloud-locks-icon .path=${vn}></cloud-locks-icon>
<span class="grow">${N(`asking.words`,{until:O(this.until)})}</span>
</p>
<div class="row">
<cloud-locks-confirmed
look="primary"
.label=${N(`asking.let_in`)}
.path=${Pn}
.about=${this.about}
.run=${this.letIn}
?code=${this.code}
></cloud-locks-confirmed>
${e===null?y:_`<cloud-locks-action
.label=${N(`asking.turn_away`)}
.path=${zn}
.run=${e}
></cloud-locks-action>`}
</div>
</div>`}updated(){clearTimeout(this.timer),this.left>0&&(this.timer=window.setTimeout(()=>this.requestUpdate(),this.left))}};E([C()],B.prototype,`until`,void 0),E([C()],B.prototype,`about`,void 0),E([C({type:Boolean})],B.prototype,`code`,void 0),E([C({attribute:!1})],B.prototype,`letIn`,void 0),E([C({attribute:!1})],B.prototype,`turnAway`,void 0),B=E([S(`cloud-locks-asking`)],B);var _i={lock:Wn,unlock:qn,open:Pn},vi=class extends x{constructor(...e){super(...e),this.only=Object.keys(_i)}static{this.styles=[F,d` :host{display:block;--button-padding:10px;}.row > *{flex:1 1 auto;}`]}render(){let e=Fr(this.door),t=Object.keys(_i).filter(e=>this.door.operations.includes(e)&&this.only.includes(e));return _`<div
class="row"
role="group"
aria-label=${this.door.name}
aria-describedby=${e===null?y:`why`}
>
${t.map(t=>this.renderButton(t,e!==null))}
</div>
${e===null?y:_`<p id="why" class="small quiet">${N(...e)}</p>`}`}renderButton(e,t){let n=t=>ci(this.home.hass,this.door.entity_id??``,e,t),r=P(`operation`,e),i=_i[e];return e===`lock`?_`<cloud-locks-action
.label=${r}
.path=${i}
.done=${N(`action.sent`)}
.run=${()=>n()}
?disabled=${t}
></cloud-locks-action>`:_`<cloud-locks-confirmed
.label=${r}
.path=${i}
.about=${this.door.name}
.run=${n}
?code=${this.door.confirm_code}
?disabled=${t}
></cloud-locks-confirmed>`}};E([C({attribute:!1})],vi.prototype,`home`,void 0),E([C({attribute:!1})],vi.prototype,`door`,void 0),E([C({attribute:!1})],vi.prototype,`only`,void 0),vi=E([S(`cloud-locks-operate`)],vi);var yi=1,bi=class extends Jr{constructor(){super(),this.related=new Map,new At(this)}static{this.styles=[F,qr,d` .head{width:100%;height:auto;padding:0;border:0;border-radius:8px;justify-content:flex-start;text-align:start;white-space:normal;gap:12px;}.head cloud-locks-icon{width:32px;height:32px;}.name{display:block;font-size:1.0625rem;font-weight:500;overflow-wrap:anywhere;}.buttons{--button-padding:10px;}.buttons > *{flex:1 1 auto;}li{display:flex;gap:8px;overflow-wrap:anywhere;}li cloud-locks-icon{width:20px;height:20px;}`]}watched(){return[this.config.entity,...this.related.values()]}relate(){let e=this.hass.entities[this.config.entity]?.device_id;this.related=r(this.hass,e??``)}shows(e){let{show:t=[]}=this.config;return t.length===0||t.includes(e)}told(e){return n(this.hass,this.related.get(e))}renderCard(){let{entity:e}=this.config,n=this.hass.states[e];return n===void 0?this.renderFault(`card.gone`,e):t(this.hass,e)?_`${this.renderHead(n)} ${this.renderAsking(n)}
${this.renderFacts()} ${this.shows(`buttons`)?this.renderButtons(n):y}`:this.renderFault(`card.not_ours`,e)}renderHead(e){let{path:t,look:n}=zr(e.state);return _`<button class="head" @click=${()=>Nt(this,e.entity_id)}>
<cloud-locks-icon class=${n} .path=${t}></cloud-locks-icon>
<span class="grow">
<span class="name">${this.nameOf(e)}</span>
<span>${this.stateWords(e)}</span>
</span>
</button>`}nameOf(e){let{name:t=``}=this.config;return t===``?e.attributes.friendly_name??e.entity_id:t}stateWords(e){if(e.state===`unavailable`)return N(`card.unavailable`);let t=P(`bolt`,e.state),n=e.attributes.assumed_state===!0?N(`doors.commanded`,{bolt:t}):t,r=this.shows(`door`)?this.told(`binary_sensor.door`):null,i=r&&P(`door`,r.state===`on`?`open`:`closed`);return i===null?n:`${n} · ${i}`}renderAsking(e){let t=this.related.get(`button.accept_request`)??``,n=this.related.get(`button.reject_request`)??``,r=this.hass.states[t]?.attributes.until;if(typeof r!=`string`)return y;let i=xi(e);return _`<cloud-locks-asking
.until=${r}
.about=${this.nameOf(e)}
.letIn=${e=>i?this.operate(`unlock`,e):li(this.hass,t)}
.turnAway=${()=>li(this.hass,n)}
?code=${i}
></cloud-locks-asking>`}renderFacts(){let e=[...this.shows(`last_access`)?this.lastAccess():[],...this.shows(`battery`)?this.batteries():[]];return e.length===0?y:_`<ul class="stack small">
${e}
</ul>`}lastAccess(){let e=this.told(`sensor.last_access`);return e===null?[]:[Si(an,Hr({who:this.told(`sensor.last_access_by`)?.state??null,method:this.told(`sensor.last_access_method`)?.state??`unknown`,occurred_at:e.state}))]}batteries(){return[`battery`,`keypad`].flatMap(e=>{let t=e===`battery`?`battery`:`keypad_battery`,n=this.told(`sensor.${t}`)?.state,r=n===void 0?null:Number(n),i=this.told(`binary_sensor.${t}_low`)?.state===`on`||(r??100)<=15,a=Kr(e,r,i);return a===null?[]:Si(i?gn:e===`battery`?hn:jn,a,i)})}renderButtons(e){let t={lock:!0,unlock:!0,open:((e.attributes.supported_features??0)&yi)!==0};return _`<div class="row buttons">
${Object.keys(t).filter(e=>t[e]).map(t=>this.renderButton(e,t))}
</div>`}renderButton(e,t){let n=e.state===`unavailable`,r=P(`operation`,t),i=_i[t];return t===`lock`?_`<cloud-locks-action
.label=${r}
.path=${i}
.done=${N(`action.sent`)}
.run=${()=>this.operate(t)}
?disabled=${n}
></cloud-locks-action>`:_`<cloud-locks-confirmed
.label=${r}
.path=${i}
.about=${this.nameOf(e)}
.run=${e=>this.operate(t,e)}
?code=${xi(e)}
?disabled=${n}
></cloud-locks-confirmed>`}operate(e,t){return ci(this.hass,this.config.entity,e,t)}};bi=E([S(`cloud-locks-lock-card-content`)],bi);var xi=e=>typeof e.attributes.code_format==`string`,Si=(e,t,n=!1)=>_`<li class=${n?`warn`:``}>
<cloud-locks-icon .path=${e}></cloud-locks-icon><span>${t}</span>
</li>`,Ci=Symbol.for(``),wi=e=>{if(e?.r===Ci)return e?._$litStatic$},Ti=e=>({_$litStatic$:e,r:Ci}),Ei=new Map,Di=(e=>(t,...n)=>{let r=n.length,i,a,o=[],s=[],c,l=0,u=!1;for(;l<r;){for(c=t[l];l<r&&(a=n[l],(i=wi(a))!==void 0);)c+=i+t[++l],u=!0;l!==r&&s.push(a),o.push(c),l++}if(l===r&&o.push(t[r]),u){let e=o.join(`$$lit$$`);(t=Ei.get(e))===void 0&&(o.raw=o,Ei.set(e,t=o)),n=s}return e(t,...n)})(_),Oi=(e,t)=>e.connection.subscribeMessage(t,{type:`cloud_locks/subscribe`}),ki=e=>e.callWS({type:`cloud_locks/activity`}),Ai=(e,t,n)=>e.callWS({type:`cloud_locks/activity/older`,door_id:t,before:n}),ji=(e,t,n)=>e.callWS({type:`cloud_locks/timeline`,start:t,end:n}),Mi=e=>e.callWS({type:`cloud_locks/arrivals`}),Ni=(e,t)=>e.callWS({type:`cloud_locks/pin/reveal`,...t}),Pi=(e,t,n,r,i)=>e.callWS({type:`cloud_locks/pin/check`,door_ids:t,name:n,pin:r,...i===void 0?{}:{grant_id:i}}),Fi=(e,t,n)=>e.callWS({type:`cloud_locks/pin/suggest`,door_ids:t,name:n}),Ii=(e,t)=>e.callWS({type:`cloud_locks/keys`,door_id:t}),Li=(e,t,n)=>e.callWS({type:`cloud_locks/import`,csv:t,dry_run:n}),Ri=500,zi=class{constructor(){this.state=`starting`,this.error=null,this.doors=new Map,this.access=new Map,this.enrollments=new Map,this.accounts=[],this.issues=[],this.events=[],this.changes=[],this.listeners=new Set,this.stop=null}listen(e){return this.listeners.add(e),()=>this.listeners.delete(e)}async start(){if(this.stop===null){this.stop=Oi(this.hass,e=>this.take(e));try{await this.stop}catch(e){let{code:t,message:n}=e;this.stop=null,this.state=t===`unauthorized`?`refused`:`failed`,this.error=n,this.tell([`state`])}}}async end(){let e=this.stop;this.stop=null;try{await(await e)?.()}catch{}}take(e){let t=[];e.complete&&(this.state=`ready`,this.error=null,this.doors.clear(),this.access.clear(),this.enrollments.clear(),t.push(`state`,`doors`,`access`,`enrollments`)),t.push(...Bi(`doors`,this.doors,e.doors,`door_id`,e.removed_doors),...Bi(`access`,this.access,e.access,`grant_id`,e.removed_access),...Bi(`enrollments`,this.enrollments,e.enrollments,`door_id`,[]));for(let[n,r]of Object.entries(e.contacts??{})){let e=this.doors.get(n);e!==void 0&&(this.doors.set(n,{...e,last_contact:r}),t.push(`doors`))}e.accounts!==null&&(this.accounts=e.accounts,t.push(`accounts`)),e.issues!==null&&(this.issues=e.issues,t.push(`issues`)),e.events.length>0&&(this.events=[...e.events.toReversed(),...this.events],this.events.length=Math.min(this.events.length,Ri),t.push(`events`)),e.changes.length>0&&(this.changes=[...e.changes.toReversed(),...this.changes],t.push(`changes`)),this.tell(t)}tell(e){let t=new Set(e);for(let e of[...this.listeners])e(t)}};function Bi(e,t,n,r,i){for(let e of n)t.set(e[r],e);for(let e of i)t.delete(e);return n.length+i.length>0?[e]:[]}var V=class{constructor(e,t){this.host=e,this.topics=t,this.stop=null,e.addController(this)}hostConnected(){this.stop=this.host.home.listen(e=>{this.topics.some(t=>e.has(t))&&this.host.requestUpdate()})}hostDisconnected(){this.stop?.()}},Vi=d` :host{display:block;min-height:100dvh;background:var(--primary-background-color,#fafafa);}header{position:sticky;top:0;z-index:5;background:var(--app-header-background-color,var(--accent));color:var(--app-header-text-color,#fff);padding-top:var(--safe-area-inset-top,0px);}.bar{display:flex;align-items:center;gap:8px;min-height:56px;padding:0 8px;}h1{font-size:1.25rem;font-weight:400;padding-inline-start:8px;}nav ul{display:flex;overflow-x:auto;scrollbar-width:none;padding:0 8px;}nav a{display:flex;align-items:center;gap:8px;min-height:48px;padding:0 16px;color:inherit;text-decoration:none;border-bottom:3px solid transparent;white-space:nowrap;}nav a[aria-current]{border-bottom-color:currentcolor;font-weight:500;}nav a:focus-visible{outline-color:currentcolor;outline-offset:-4px;}main{max-width:1200px;margin:0 auto;padding:16px 16px calc(96px + var(--safe-area-inset-bottom,0px));}header,main{padding-left:max(var(--side),var(--safe-area-inset-left,0px));padding-right:max(var(--side),var(--safe-area-inset-right,0px));}header{--side:0px;}main{--side:16px;}.note{max-width:560px;margin:64px auto;text-align:center;display:grid;gap:16px;justify-items:center;}`,H=(e,t)=>e.get(t)?.name??N(`common.unknown`);function Hi({doors:e,chosen:t,all:n,choose:r}){let i=[...e].toSorted(M);return _`<label>
${N(`door_select.label`)}
<select @change=${e=>r(e.target.value)}>
${n===void 0?y:_`<option value="" .selected=${t===``}>${n}</option>`}
${T(i,e=>e.door_id,e=>_`<option value=${e.door_id} .selected=${e.door_id===t}>
${e.area===null?e.name:`${e.name} (${e.area})`}
</option>`)}
</select>
</label>`}var Ui=`/cloud-locks`,Wi=e=>{e.ctrlKey||e.metaKey||e.shiftKey||(e.preventDefault(),jt(e.currentTarget.pathname))};function Gi(e){try{return decodeURIComponent(e)}catch{return e}}var Ki=e=>`${Ui}/keys/${encodeURIComponent(e)}`,U=(e,t,n=``)=>_`<a class=${n} href=${e} @click=${Wi}>${t}</a>`,qi=(e,t,n)=>t!==null&&e.access.has(t)?U(`${Ui}/people/${encodeURIComponent(t)}`,n):_`<strong>${n}</strong>`,Ji=500,Yi=class{constructor(e,t,n=[]){this.host=e,this.read=t,this.topics=n,this.value=null,this.error=null,this.busy=!1,this.turn=0,this.timer=0,this.stop=null,this.now=async()=>{this.forgetTimer(),this.turn+=1;let{turn:e}=this;this.busy=!0,this.host.requestUpdate();let[t,n]=await this.ask();e===this.turn&&(this.value=n===null?t:this.value,this.error=n,this.busy=!1,this.host.requestUpdate())},e.addController(this)}hostConnected(){this.stop=this.host.home.listen(e=>{this.topics.some(t=>e.has(t))&&this.soon()}),this.now()}hostDisconnected(){this.stop?.(),this.forgetTimer(),this.turn+=1}soon(){this.timer===0&&(this.timer=window.setTimeout(this.now,Ji))}clear(){this.value=null,this.error=null}show(e){return this.value===null&&this.error===null?_`<p class="quiet" role="status">${N(`reading.busy`)}</p>`:_`${this.error===null?y:this.showError(this.error)}
${this.value===null?y:e(this.value)}`}showError(e){return _`<div class="row" role="alert">
<p class="bad">${N(`panel.failed`,{message:e})}</p>
<button @click=${this.now}>${N(`common.retry`)}</button>
</div>`}async ask(){try{return[await this.read(),null]}catch(e){return[null,I(e)]}}forgetTimer(){clearTimeout(this.timer),this.timer=0}},Xi=6e4,Zi=60*Xi,Qi=24*Zi,$i=[`sunday`,`monday`,`tuesday`,`wednesday`,`thursday`,`friday`,`saturday`],ea=e=>Date.parse(`${e}T00:00Z`),ta=(e,t)=>new Date(ea(e)+t*Qi).toISOString().slice(0,10);function na(e){let t=ea(e)-16*Zi,n=ea(e)+16*Zi;for(;n-t>Xi;){let r=t+Math.floor((n-t)/2/Xi)*Xi;j(new Date(r))<e?t=r:n=r}return new Date(n)}function ra(e,t){return ta(e,-((new Date(ea(e)).getUTCDay()-t+7)%7))}function ia(e){let t=$i.indexOf(e.first_weekday??`language`);if(t>=0)return t;let n=new Intl.Locale(e.language);return((n.getWeekInfo?.()??n.weekInfo)?.firstDay??1)%7}var aa=`rfid_code`,oa=class extends x{constructor(...e){super(...e),this.large=!1,this.noPicture=!1}static{this.styles=[F,d` :host{display:block;}.line{display:grid;grid-template-columns:auto 1fr auto;gap:4px 12px;align-items:start;padding:8px 12px;border-inline-start:4px solid transparent;}.alarm{border:1px solid var(--bad);border-inline-start-width:4px;border-radius:8px;}.says{overflow-wrap:anywhere;}.badge{color:var(--bad);font-weight:500;}.picture{padding:0;border-radius:8px;overflow:hidden;height:auto;}img{display:block;width:160px;max-width:100%;}.large img{width:640px;}`]}render(){let{entry:e,home:t}=this,{event:n,change:r}=e,i=n===null?null:lr(n),[a,o,s]=n===null?Cr(r):Sr(n,H(t.doors,n.door_id)),c=n===null?r.grant_id:n.grant_id,l={alarm:`bad`,failed:`warn`,refused:`warn`}[i];return _`<div class="line ${i===`alarm`?`alarm`:``}">
<cloud-locks-icon
class=${l??`quiet`}
.path=${br(e)}
></cloud-locks-icon>
<div class="stack says">
<p>
${i===`alarm`?_`<span class="badge">${N(`activity.alarm`)}</span> `:y}${a}${o===``?y:qi(t,c,o)}${s}
</p>
${n===null?y:this.renderMore(n)}
</div>
<time class="quiet small" datetime=${new Date(e.at).toISOString()}
>${O(new Date(e.at))}</time
>
</div>`}renderMore(e){let t=e.failed_attempts;return _`${t===null||t===0?y:_`<p class="quiet small">
${N(`activity.attempts`,{count:t})}
</p>`}${e.unlatched?_`<p class="quiet small">${N(`activity.unlatched`)}</p>`:y}${e.picture===null||this.noPicture?y:this.renderPicture(e)}${this.canBeGiven(e)?this.renderGive():y}`}renderPicture({picture:e,door_id:t}){let n=H(this.home.doors,t);return _`<div>
<button
class="picture ${this.large?`large`:``}"
aria-expanded=${this.large?`true`:`false`}
@click=${()=>this.large=!this.large}
>
<img
src=${e??y}
alt=${N(`activity.picture`,{door:n})}
loading="lazy"
@error=${()=>this.noPicture=!0}
/>
</button>
</div>`}renderGive(){return _`<div>
<button @click=${()=>this.dispatchEvent(new CustomEvent(`give`))}>
${N(`activity.give`)}
</button>
</div>`}canBeGiven(e){let t=this.home.doors.get(e.door_id);return pr(e)&&t?.adds.includes(aa)===!0}};E([C({attribute:!1})],oa.prototype,`home`,void 0),E([C({attribute:!1})],oa.prototype,`entry`,void 0),E([w()],oa.prototype,`large`,void 0),E([w()],oa.prototype,`noPicture`,void 0),oa=E([S(`cloud-locks-entry`)],oa);function sa(e,t,n,r){let i=_r(t).map(e=>({value:e,name:e})),a=or.map(e=>({value:e,name:N(`activity.kind.${e}`)})),o=vr(t).map(e=>({value:e,name:P(`method`,e)}));return _`<div class="filters" role="search" aria-label=${N(`activity.filter`)}>
${Hi({doors:e.doors.values(),chosen:n.door,all:N(`activity.all_doors`),choose:e=>r({...n,door:e})})}
${ca(`who`,i.sort(M),n.who,e=>r({...n,who:e}))}
${ca(`kind`,a,n.kind,e=>r({...n,kind:e}))}
${ca(`method`,o.sort(M),n.method,e=>r({...n,method:e}))}
</div>`}function ca(e,t,n,r){return _`<label>
${N(`activity.by_${e}`)}
<select @change=${e=>r(e.target.value)}>
<option value="" .selected=${n===``}>${N(`activity.all_${e}`)}</option>
${t.map(e=>_`<option value=${e.value} .selected=${e.value===n}>
${e.name}
</option>`)}
</select>
</label>`}var la=(e,t)=>e.states[t]?.attributes.friendly_name??t,ua=e=>Object.keys(e.states).filter(e=>e.startsWith(`person.`)).map(t=>({id:t,name:la(e,t)})).toSorted(M),W=class extends x{constructor(...e){super(...e),this.doorId=``,this.busy=!1,this.error=null,this.end=()=>this.dispatchEvent(new CustomEvent(`close`))}static{this.styles=[F,d` form{display:grid;gap:16px;}`]}render(){let e=this.home.doors.get(this.doorId);return e===void 0?_`<cloud-locks-dialog open @close=${this.end}>
${N(`common.unknown`)}
</cloud-locks-dialog>`:_`<cloud-locks-dialog
open
keep
.heading=${this.heading(e)}
@close=${this.end}
>
${this.renderForm(e)}
</cloud-locks-dialog>`}renderForm(e){return _`<form @submit=${t=>this.submit(t,e)}>
${this.fields(e)}
<p class="bad" role="alert">${this.error}</p>
<div class="row">
<button class="primary" ?disabled=${this.busy}>${this.does}</button>
<button type="button" @click=${this.end}>${N(`common.cancel`)}</button>
</div>
</form>`}async act(e,t,n){let r=e.entity_id??``;return(await si(this.home.hass,t,{entity_id:r,...n}))[r]??{}}async submit(e,t){e.preventDefault(),this.busy=!0,this.error=null;try{await this.save(new FormData(e.target),t),this.dispatchEvent(new CustomEvent(`saved`)),this.end()}catch(e){this.error=I(e)}this.busy=!1}};E([C({attribute:!1})],W.prototype,`home`,void 0),E([C()],W.prototype,`doorId`,void 0),E([w()],W.prototype,`busy`,void 0),E([w()],W.prototype,`error`,void 0);function G(e,t){let n=e.get(t);return typeof n==`string`?n.trim():``}var da=(e=``)=>_`<label>
${N(`keys.name`)}
<input
name="name"
autofocus
required
maxlength="64"
autocomplete="off"
.value=${e}
/>
</label>`,fa=e=>_`<label ?hidden=${e.length<2}>
${N(`keys.type`)}
<select name="type">
${e.map(e=>_`<option value=${e}>${P(`credential`,e)}</option>`)}
</select>
</label>`,pa=(e,t=null)=>_`<label>
${N(`keys.person`)}
<select name="person">
<option value="">${N(`keys.nobody`)}</option>
${ua(e.hass).map(({id:e,name:n})=>_`<option value=${e} ?selected=${e===t}>${n}</option>`)}
</select>
</label>`,ma=`rfid_code`,ha=class extends W{constructor(...e){super(...e),this.card=null}get does(){return N(`keys.add_it`)}heading({name:e}){return N(this.card===null?`keys.add_to`:`keys.give_at`,{door:e})}fields(e){let{card:t}=this;return _`${t===null?fa(e.adds):_`<p>${N(`keys.seen_card`,{at:A(t.occurred_at)})}</p>`}
${da()} ${t===null?this.renderNumber(e):y}
${pa(this.home)}`}renderNumber(e){return _`<label>
${N(`keys.number`)}
<input
name="number"
type="password"
inputmode="numeric"
autocomplete="off"
required
aria-describedby="number-help"
/>
</label>
<p id="number-help" class="quiet small">${N(`keys.number_help`)}</p>
${e.adds.includes(ma)?_`<label class="choice">
<input type="checkbox" name="reversed" /> ${N(`keys.reversed`)}
</label>`:y}`}async save(e,t){let n=this.card===null?G(e,`type`):ma,r=await this.act(t,`add_credential`,{credential_type:n,name:G(e,`name`),...this.which(e)});this.card!==null&&fr(this.card),await this.assign(t,G(e,`person`),n,r)}which(e){return this.card===null?{credential_data:G(e,`number`),...e.has(`reversed`)?{reversed_bytes:!0}:{}}:{event_id:this.card.event_id}}async assign(e,t,n,{credential_id:r}){if(t!==``&&r!==void 0){let i={credential_type:n,credential_id:r,person:t};await this.act(e,`assign_credential`,i)}}};E([C({attribute:!1})],ha.prototype,`card`,void 0),ha=E([S(`cloud-locks-add-credential`)],ha);var K=class extends x{constructor(...e){super(...e),this.narrow=!1,this.sub=``}};E([C({attribute:!1})],K.prototype,`home`,void 0),E([C({type:Boolean,reflect:!0})],K.prototype,`narrow`,void 0),E([C()],K.prototype,`sub`,void 0);var ga=100,_a=3,va=class extends K{static{this.styles=[F,d` .filters{display:grid;grid-template-columns:repeat(auto-fit,minmax(150px,1fr));gap:8px 12px;margin-block:12px;}section{margin-block-start:16px;}ul.card{margin-block-start:8px;padding:4px;display:grid;}li + li{border-block-start:var(--line);}.more{margin-block-start:16px;}`]}constructor(){super(),this.filter=sr,this.most=ga,this.giving=null,this.announced=``,this.older=[],this.exhausted=new Set,this.stop=null,this.reading=new Yi(this,()=>ki(this.home.hass),[`state`]),new V(this,[`access`,`events`,`changes`]),new At(this)}connectedCallback(){super.connectedCallback(),[this.newest]=this.home.events,this.stop=this.home.listen(e=>{e.has(`events`)&&this.announce()})}disconnectedCallback(){super.disconnectedCallback(),this.stop?.()}willUpdate(e){e.has(`sub`)&&this.sub!==``&&this.choose({...sr,door:Gi(this.sub)})}render(){return _`<h2>${N(`view.activity`)}</h2>
<p class="hidden-text" aria-live="polite">${this.announced}</p>
${this.reading.show(e=>this.renderRead(e))}
${this.giving===null?y:_`<cloud-locks-add-credential
.home=${this.home}
.doorId=${this.giving.door_id}
.card=${this.giving}
@close=${()=>this.giving=null}
></cloud-locks-add-credential>`}`}renderRead(e){let t=hr(this.home,e,this.older),n=t.filter(e=>gr(e,this.filter,this.home));return _`${sa(this.home,t,this.filter,e=>this.choose(e))}
${n.length===0?this.renderEmpty(t.length>0):this.renderDays(n)}
${this.renderFoot(n)}`}renderEmpty(e){return _`<div class="card stack">
<p>${N(e?`activity.none_chosen`:`activity.none`)}</p>
${e?_`<div>
<button @click=${()=>this.choose(sr)}>
${N(`activity.show_all`)}
</button>
</div>`:y}
</div>`}renderDays(e){let t=new Map;for(let n of e.slice(0,this.most)){let e=j(new Date(n.at));t.set(e,[...t.get(e)??[],n])}return T(t,([e])=>e,([e,t])=>_`<section aria-labelledby="day-${e}">
<h3 id="day-${e}">${ba(e)}</h3>
<ul class="card">
${T(t,e=>e.key,e=>this.renderEntry(e))}
</ul>
</section>`)}renderEntry(e){return _`<li>
<cloud-locks-entry
.home=${this.home}
.entry=${e}
@give=${()=>this.giving=e.event}
></cloud-locks-entry>
</li>`}renderFoot(e){let{door:t}=this.filter;return e.length>this.most?_`<button class="more" @click=${()=>this.most+=ga}>
${N(`activity.more`,{count:e.length-this.most})}
</button>`:t===``?y:this.exhausted.has(t)?_`<p class="more quiet">${N(`activity.no_older`)}</p>`:_`<cloud-locks-action
class="more"
.label=${N(`activity.older`,{door:H(this.home.doors,t)})}
.run=${()=>this.readOlder(t,e)}
></cloud-locks-action>`}async readOlder(e,t){let n=hr(this.home,this.reading.value??ya,this.older),r=n.findLast(({event:t})=>t?.door_id===e)?.event?.occurred_at??new Date().toISOString(),{events:i}=await Ai(this.home.hass,e,r),a=new Set(n.map(e=>e.key));i.every(e=>a.has(ur(e)))&&this.exhausted.add(e),this.older=[...this.older,...i],this.most=Math.max(this.most,t.length+ga),this.requestUpdate()}choose(e){this.filter=e,this.most=ga}announce(){let{events:e}=this.home,t=this.newest===void 0?-1:e.indexOf(this.newest),n=t<0?e:e.slice(0,t);[this.newest]=e;let r=n.filter(e=>gr({key:``,at:0,event:e,change:null},this.filter,this.home));this.announced=r.slice(0,_a).map(e=>this.spoken(e)).join(`. `)}spoken(e){let t=wr(Sr(e,H(this.home.doors,e.door_id)));return lr(e)===`alarm`?`${N(`activity.alarm`)} ${t}`:t}};E([w()],va.prototype,`filter`,void 0),E([w()],va.prototype,`most`,void 0),E([w()],va.prototype,`giving`,void 0),E([w()],va.prototype,`announced`,void 0),va=E([S(`cloud-locks-activity`)],va);var ya={events:[],changes:[]};function ba(e){let t=j(new Date);return e===t?N(`activity.today`):e===ta(t,-1)?N(`activity.yesterday`):k(na(e))}var xa=`cs da de en es fr it nb nl pl pt sv`.split(` `),Sa=class extends x{constructor(...e){super(...e),this.grantId=``,this.error=null,this.busy=!1,this.submit=async e=>{e.preventDefault();let t=new FormData(e.target),n=t.getAll(`to`);n.length===0?this.error=N(`send.choose`):await this.send(n,t.get(`language`))}}static{this.styles=[F,d` form{display:grid;gap:16px;}fieldset div{max-height:240px;overflow-y:auto;}`]}render(){let e=this.recipients();return e.length===0?_`<p>${N(`send.nobody`)}</p>`:_`<form @submit=${this.submit}>
<fieldset>
<legend>${N(`send.to`)}</legend>
<div>
${e.map(({id:t,name:n})=>_`<label class="choice">
<input
type="checkbox"
name="to"
value=${t}
?checked=${e.length===1}
/>
<span>${n}</span>
</label>`)}
</div>
</fieldset>
<label>
${N(`send.language`)}
<select name="language">
${this.renderLanguages()}
</select>
</label>
<p class="bad" role="alert">${this.error}</p>
<div class="row">
<button class="primary" ?disabled=${this.busy}>${N(`send.send`)}</button>
</div>
</form>`}renderLanguages(){let e=this.home.hass.language.slice(0,2),t=xa.includes(e)?e:`en`,n=xa.map(e=>({id:e,name:new Intl.DisplayNames(e,{type:`language`}).of(e)??e})),r=n.filter(e=>e.id===t),i=n.filter(e=>e.id!==t).toSorted(M);return[...r,...i].map(({id:e,name:t})=>_`<option value=${e} lang=${e}>${t}</option>`)}recipients(){return Object.values(this.home.hass.states).flatMap(e=>e?.entity_id.startsWith(`notify.`)===!0?[e]:[]).map(({entity_id:e,attributes:t})=>({id:e,name:t.friendly_name??e})).toSorted(M)}async send(e,t){this.busy=!0,this.error=null;try{let n={grant_id:this.grantId,recipient:e,language:t},r=await si(this.home.hass,`send_code`,n);this.tell(Object.values(r))}catch(e){this.error=I(e)}this.busy=!1}tell(e){let t=e.flatMap(e=>e.error===void 0?Object.entries(e.recipients??{}).flatMap(([e,t])=>t.error===void 0?[]:[`${this.nameOf(e)}: ${t.message??``}`]):[e.message??e.error]);if(t.length>0){this.error=[...new Set(t)].join(` `);return}let n=Object.keys(e[0]?.recipients??{}).map(e=>this.nameOf(e));L(this,{text:N(`send.sent`,{names:Ot(n)})}),this.dispatchEvent(new CustomEvent(`sent`))}nameOf(e){return this.home.hass.states[e]?.attributes.friendly_name??e}};E([C({attribute:!1})],Sa.prototype,`home`,void 0),E([C()],Sa.prototype,`grantId`,void 0),E([w()],Sa.prototype,`error`,void 0),E([w()],Sa.prototype,`busy`,void 0),Sa=E([S(`cloud-locks-send-message`)],Sa);var Ca=[nr,``],wa=[Qn,`quiet`],Ta={active:[xn,`good`],blocked:[un,`warn`],failed:[dn,`bad`],paused:[$n,`warn`],planned:[yn,``],removed:wa,ended:wa};function Ea(e,t,n=!1){let[r,i]=Ta[t]??Ca,a=P(e,t);return _`<span class="status ${i}" title=${n?a:y}>
<cloud-locks-icon .path=${r}></cloud-locks-icon>
<span class=${n?`hidden-text`:``}>${a}</span>
</span>`}var Da=new Set([`active`,`planned`]),Oa=new Set([`sending`,`pending`]);function ka(e,t,n=!1){return e.paused&&!ja(e)&&Da.has(t.status)?Ea(`access_status`,`paused`,n):Ea(`door_status`,(ja(e)||t.leaving)&&Oa.has(t.status)?`removing`:t.status,n)}var Aa=d` .status{display:inline-flex;align-items:center;gap:4px;white-space:nowrap;position:relative;}`,ja=({status:e})=>e===`ended`||e===`ending`,Ma=e=>e===`failed`||e===`blocked`,Na=e=>Ma(e.status)||e.cards.some(e=>Ma(e.status)&&e.reason!==`not_supported`)||e.drift!==`not`&&e.status!==`removed`,Pa=e=>e.status!==`ended`&&e.doors.some(Na),Fa=class extends x{static{this.styles=[F,Aa,d` :host{display:block;}.who{font-weight:500;overflow-wrap:anywhere;}.who a{padding-block:11px;}.told{margin-block-start:4px;}.doors{border-block-start:var(--line);margin-block-start:8px;padding-block-start:4px;}.doors li{padding-block:4px;}.name{flex:1 1 auto;display:flex;flex-wrap:wrap;align-items:center;gap:2px 16px;min-height:44px;min-width:0;overflow-wrap:anywhere;}@media (width <= 600px){.name{flex-direction:column;align-items:start;justify-content:center;}}`]}constructor(){super(),this.sends=!1,new V(this,[`access`,`doors`])}render(){let{arrival:e,home:t}=this,n=t.access.get(e.grant_id),r=n?.name??N(`common.unknown`);return _`<article class="card" aria-labelledby="name">
<div class="row spread">
<p id="name" class="who">${qi(t,e.grant_id,r)}</p>
<span>${Ia(e)}</span>
</div>
<div class="row told">
${this.renderCameIn()}
${n===void 0?y:this.renderSent(n)}
</div>
<ul class="doors">
${e.door_ids.map(e=>this.renderDoor(e,n))}
</ul>
</article>`}renderCameIn(){let{came_in:e,end:t}=this.arrival;return _`<span class="chip ${e===null?`quiet`:`good`}">
<cloud-locks-icon .path=${rn}></cloud-locks-icon>
${e===null?N(t!==null&&Date.parse(t)<Date.now()?`arrivals.did_not_come`:`arrivals.not_here`):N(`arrivals.came_in`,{at:A(e)})}
</span>`}renderSent({message_sent:e,has_pin:t,grant_id:n}){return _`<span class="chip ${e===null?`warn`:``}">
<cloud-locks-icon .path=${e===null?Xn:Zn}></cloud-locks-icon>
${e===null?N(`arrivals.not_sent`):N(`arrivals.sent`,{at:A(e)})}
</span>
${e===null&&t?_`<button aria-haspopup="dialog" @click=${()=>this.sends=!0}>
${N(`people.send`)}
</button>`:y}
${this.sends?this.renderSending(n):y}`}renderSending(e){let t=()=>this.sends=!1;return _`<cloud-locks-dialog open .heading=${N(`people.send`)} @close=${t}>
<cloud-locks-send-message
.home=${this.home}
.grantId=${e}
@sent=${t}
></cloud-locks-send-message>
</cloud-locks-dialog>`}renderDoor(e,t){let n=t?.doors.find(t=>t.door_id===e),r=n?.name??H(this.home.doors,e);return _`<li>
<div class="row" role="group" aria-label=${r}>
<span class="name">
<span>${r}</span>
${n===void 0?y:Ea(`door_status`,n.status)}
</span>
${this.arrival.day===`today`?this.renderLetIn(e):y}
</div>
${n?.message==null?y:_`<p class="small">${n.message}</p>`}
</li>`}renderLetIn(e){let t=this.home.doors.get(e),n=t?.entity_id??null;if(t===void 0||n===null)return y;let r=Fr(t),i=t.operations.includes(`open`)?`open`:`unlock`;return _`<cloud-locks-confirmed
.label=${N(`arrivals.let_in`)}
.about=${t.name}
.path=${Pn}
.run=${e=>ci(this.home.hass,n,i,e)}
?code=${t.confirm_code}
?disabled=${r!==null}
></cloud-locks-confirmed>
${r===null?y:_`<p class="small quiet">${N(...r)}</p>`}`}};E([C({attribute:!1})],Fa.prototype,`home`,void 0),E([C({attribute:!1})],Fa.prototype,`arrival`,void 0),E([w()],Fa.prototype,`sends`,void 0),Fa=E([S(`cloud-locks-arrival`)],Fa);function Ia({start:e,end:t}){if(t===null)return N(`arrivals.from`,{start:O(e)});let n=Ct(new Date(e),new Date(t))?O(t):A(t);return N(`arrivals.hours`,{start:O(e),end:n})}var La=[`today`,`tomorrow`],Ra=class extends K{static{this.styles=[F,d` section{margin-block-start:24px;}ul,.empty{margin-block-start:8px;}`]}constructor(){super(),this.reading=new Yi(this,()=>Mi(this.home.hass),[`state`,`access`,`events`]),new At(this,this.reading.now)}render(){return _`<h2>${N(`view.arrivals`)}</h2>
${this.reading.show(({arrivals:e})=>La.map(t=>this.renderDay(t,e)))}`}renderDay(e,t){let n=t.filter(t=>t.day===e),r=ta(j(new Date),La.indexOf(e));return _`<section aria-labelledby=${e}>
<h3 id=${e}>
${N(`arrivals.${e}`)}
<span class="quiet small">${k(na(r))}</span>
</h3>
${n.length===0?this.renderEmpty(e):this.renderList(n)}
</section>`}renderList(e){return _`<ul class="stack">
${T(e,e=>`${e.grant_id} ${e.start}`,e=>_`<li>
<cloud-locks-arrival
.home=${this.home}
.arrival=${e}
></cloud-locks-arrival>
</li>`)}
</ul>`}renderEmpty(e){return _`<div class="card empty">
<p>${N(`arrivals.nobody_${e}`)}</p>
${e===`today`?_`<p class="quiet small">${N(`arrivals.nobody_help`)}</p>`:``}
</div>`}};Ra=E([S(`cloud-locks-arrivals`)],Ra);var za={offline:En,asleep:ar},Ba=class extends x{constructor(...e){super(...e),this.people=0,this.today=``}static{this.styles=[F,d` :host,article{display:block;height:100%;}article{display:flex;flex-direction:column;gap:8px;}.head{display:flex;align-items:flex-start;gap:12px;}.head > cloud-locks-icon{margin-top:8px;width:28px;height:28px;}h4{margin:0;font-size:1.0625rem;font-weight:500;overflow-wrap:anywhere;display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;overflow:hidden;}.facts li{display:flex;gap:8px;align-items:flex-start;overflow-wrap:anywhere;}.facts cloud-locks-icon,.problem cloud-locks-icon{width:20px;height:20px;}.problem{display:flex;gap:8px;padding:8px 12px;border-inline-start:4px solid var(--bad);background:color-mix(in srgb,var(--bad) 8%,transparent);border-radius:4px;}.problem cloud-locks-icon{color:var(--bad);}.foot{margin-top:auto;padding-top:8px;}a.plain{display:inline-flex;align-items:center;gap:8px;min-height:44px;}`]}render(){let{door:e}=this,t=zr(e.bolt,e.available);return _`<article class="card" aria-labelledby="name">
<div class="head">
<cloud-locks-icon class=${t.look} .path=${t.path}></cloud-locks-icon>
<div class="grow">
<h4 id="name" title=${e.name}>${e.name}</h4>
<p>${Br(e)}</p>
</div>
${e.entity_id===null?y:this.renderDetails(e.entity_id)}
</div>
${Or(e)?this.renderAsking():y}
${e.problems.map(e=>this.renderProblem(e))}
<ul class="facts stack small">
${this.renderFacts()}
</ul>
<div class="foot">
<cloud-locks-operate .home=${this.home} .door=${e}></cloud-locks-operate>
<a
class="plain small"
href=${Mt(`people`,`door`,e.door_id)}
@click=${Wi}
>
<cloud-locks-icon .path=${sn}></cloud-locks-icon>
${this.people===0?N(`doors.nobody`):N(`doors.people`,{count:this.people})}
</a>
</div>
</article>`}renderDetails(e){return _`<button
class="icon"
aria-label=${N(`doors.details`,{door:this.door.name})}
@click=${()=>Nt(this,e)}
>
<cloud-locks-icon .path=${Hn}></cloud-locks-icon>
</button>`}renderAsking(){let{door:e}=this,{hass:t}=this.home,n=r(t,e.device_id??``),i=n.get(`button.accept_request`),a=n.get(`button.reject_request`),o=e.confirm_code||i===void 0;return _`<cloud-locks-asking
.until=${e.asking_until}
.about=${e.name}
.letIn=${n=>o?ci(t,e.entity_id??``,`unlock`,n):li(t,i)}
.turnAway=${a===void 0?null:()=>li(t,a)}
?code=${e.confirm_code}
></cloud-locks-asking>`}renderFacts(){let{door:e}=this,{last_access:t,reachability:n}=e,[r,i]=[kr(e),Ar(e)],a=i?gn:jn,o=za[n]??`M13 19C13 19.34 13.04 19.67 13.09 20H6.5C5 20 3.69 19.5 2.61 18.43C1.54 17.38 1 16.09 1 14.58C1 13.28 1.39 12.12 2.17 11.1S4 9.43 5.25 9.15C5.67 7.62 6.5 6.38 7.75 5.43S10.42 4 12 4C13.95 4 15.6 4.68 16.96 6.04C18.32 7.4 19 9.05 19 11C20.15 11.13 21.1 11.63 21.86 12.5C22.37 13.07 22.7 13.71 22.86 14.42C21.82 13.54 20.5 13 19 13C15.69 13 13 15.69 13 19M17.75 19.43L16.16 17.84L15 19L17.75 22L22.5 17.25L21.34 15.84L17.75 19.43Z`;return[Va(an,t&&Hr(t)),Va(r?gn:hn,Wr(e),r),Va(a,Gr(e),i),Va(o,Ur(e),n===`offline`)]}renderProblem({message:e,name:t,since:n}){return _`<div class="problem small">
<cloud-locks-icon .path=${dn}></cloud-locks-icon>
<p>
${t===null?y:_`<strong>${t}</strong>: `}${e}
${n===null?y:_`<span class="quiet"
>${N(`doors.since`,{when:A(n)})}</span
>`}
</p>
</div>`}};E([C({attribute:!1})],Ba.prototype,`home`,void 0),E([C({attribute:!1})],Ba.prototype,`door`,void 0),E([C({type:Number})],Ba.prototype,`people`,void 0),E([C()],Ba.prototype,`today`,void 0),Ba=E([S(`cloud-locks-door`)],Ba);var Va=(e,t,n=!1)=>t===null?y:_`<li class=${n?`warn`:``}>
<cloud-locks-icon .path=${e}></cloud-locks-icon><span>${t}</span>
</li>`,Ha=`asking`,Ua=`none`,Wa=e=>Or(e)?Ha:e.area===null?Ua:`area ${e.area}`,Ga=(e,t)=>e===Ha?N(`doors.at_the_door`):t??N(`doors.no_area`);function Ka(e,t){let n=new Map;for(let t of e){let e=Wa(t),r=n.get(e);r===void 0?n.set(e,{key:e,heading:Ga(e,t.area),doors:[t]}):r.doors.push(t)}return Ya([...n.values()].toSorted(Ja),t)}var qa=e=>({[Ha]:0,[Ua]:2})[e.key]??1,Ja=(e,t)=>qa(e)-qa(t)||M({name:e.heading},{name:t.heading});function Ya(e,t){let n=t;return e.flatMap(e=>{let t=e.doors.toSorted(M).slice(0,Math.max(n,0));return n-=t.length,t.length===0?[]:[{...e,doors:t}]})}function Xa(e,t){let n=t.toLocaleLowerCase().split(/\s+/),r=`${e.name} ${e.area??``}`.toLocaleLowerCase();return n.every(e=>r.includes(e))}var Za=new Set([`removed`]);function Qa(e){let t=new Map;for(let{status:n,doors:r}of e){let e=n===`ended`?[]:r.filter(e=>!Za.has(e.status));for(let{door_id:n}of e)t.set(n,(t.get(n)??0)+1)}return t}var $a={all:()=>!0,attention:e=>Mr(e),unlocked:Pr},eo=48,to=class extends K{static{this.styles=[F,d` :host{display:grid;gap:16px;container-type:inline-size;}.groups{--columns:1;--gap:16px;display:flex;flex-wrap:wrap;gap:24px var(--gap);}section{--wide:min(var(--doors),var(--columns));display:grid;gap:12px;grid-template-rows:auto 1fr;width:calc((100% + var(--gap)) * var(--wide) / var(--columns) - var(--gap));}.tools{display:flex;flex-wrap:wrap;gap:8px;}input{flex:1 1 220px;}ul.doors{display:flex;flex-wrap:wrap;gap:var(--gap);}ul.doors > li{width:calc((100% + var(--gap)) / var(--wide) - var(--gap));}@container (width >= 640px){.groups{--columns:2;}}@container (width >= 1000px){.groups{--columns:3;}}.empty{text-align:center;padding:32px 0;justify-items:center;}`]}constructor(){super(),this.filter=`all`,this.search=``,this.rows=eo,this.day=new At(this),this.people=new Map,this.scrolled=new IntersectionObserver(e=>{e.some(e=>e.isIntersecting)&&this.showMore()}),this.showMore=()=>{this.rows+=eo},this.type=e=>{this.search=e.target.value,this.rows=eo},this.showAll=()=>{this.search=``,this.filter=`all`},new V(this,[`doors`,`access`])}disconnectedCallback(){super.disconnectedCallback(),this.scrolled.disconnect()}render(){let e=[...this.home.doors.values()];if(e.length===0)return _`<h2>${N(`view.doors`)}</h2>
<p class="empty">${N(`doors.none`)}</p>`;let t=e.filter(e=>$a[this.filter](e)&&Xa(e,this.search));return this.people=Qa(this.home.access.values()),_`<h2>${N(`view.doors`)}</h2>
${this.renderTools(e)}
<p class="hidden-text" role="status">${this.told(t)}</p>
${t.length===0?this.renderNothing():this.renderGroups(t)}`}told(e){let t=e.filter(e=>Or(e)).map(e=>N(`doors.asks`,{door:e.name}));return[N(`doors.count`,{count:e.length}),...t].join(`. `)}renderTools(e){return _`<div class="tools">
<input
type="search"
aria-label=${N(`doors.search`)}
placeholder=${N(`doors.search`)}
.value=${this.search}
@input=${this.type}
/>
<div class="row" role="group" aria-label=${N(`doors.filter`)}>
${Object.keys($a).map(t=>this.renderFilter(t,e))}
</div>
</div>`}renderFilter(e,t){let n=t.filter($a[e]).length;return _`<button
aria-pressed=${this.filter===e?`true`:`false`}
@click=${()=>this.filter=e}
>
${N(`doors.filter.${e}`)} <span class="quiet">${n}</span>
</button>`}renderNothing(){return _`<div class="empty stack">
<p>${N(`doors.nothing_found`)}</p>
<button @click=${this.showAll}>${N(`doors.show_all`)}</button>
</div>`}renderGroups(e){let t=e.length-this.rows;return _`<div class="groups">
${T(Ka(e,this.rows),e=>e.key,e=>this.renderGroup(e))}
</div>
${t>0?_`<button id="more" @click=${this.showMore}>
${N(`doors.show_more`,{count:t})}
</button>`:y}`}renderGroup({heading:e,doors:t}){return _`<section aria-label=${e} style="--doors: ${t.length}">
<h3>${e}</h3>
<ul class="doors">
${T(t,e=>e.door_id,e=>_`<li>
<cloud-locks-door
.home=${this.home}
.door=${e}
.people=${this.people.get(e.door_id)??0}
.today=${this.day.today}
></cloud-locks-door>
</li>`)}
</ul>
</section>`}updated(){this.scrolled.disconnect(),this.more!==null&&this.scrolled.observe(this.more)}};E([w()],to.prototype,`filter`,void 0),E([w()],to.prototype,`search`,void 0),E([w()],to.prototype,`rows`,void 0),E([tt(`#more`)],to.prototype,`more`,void 0),to=E([S(`cloud-locks-doors`)],to);function no(e){return[...e.doors.values()].toSorted(M).map(t=>({key:t.door_id,name:t.name,sentences:[...ro(e,t)],href:null,entityId:t.entity_id})).filter(e=>e.sentences.length>0)}function*ro(e,t){kr(t)&&(yield Wr(t)??``),Ar(t)&&(yield Gr(t)??``),t.bolt===`jammed`&&(yield N(`health.jammed`));let n=io(e,t)?null:Fr(t);n!==null&&(yield N(...n)),yield*t.problems.filter(e=>e.code_id===null).map(e=>e.message)}var io=(e,t)=>e.accounts.some(e=>e.account_id===t.account_id&&e.state!==`connected`),ao=new Set([`failed`,`blocked`]);function oo(e){let t=new Set,n=[];for(let{grant_id:r,name:i,doors:a}of e.access.values())for(let e of a.filter(e=>ao.has(e.status)))t.add(`${e.door_id} ${e.code_id}`),n.push({key:`${r} ${e.door_id}`,name:N(`health.code_at`,{name:i,door:e.name}),sentences:[e.message??P(`door_status`,e.status)],href:Mt(`people`,r),entityId:null});return[...n,...so(e,t)].toSorted(M)}function so(e,t){return[...e.doors.values()].flatMap(e=>e.problems.filter(e=>e.code_id!==null).filter(n=>!t.has(`${e.door_id} ${n.code_id}`)).map(t=>({key:`${e.door_id} ${t.code_id}`,name:N(`health.code_at`,{name:t.name??``,door:e.name}),sentences:[t.message],href:Mt(`people`,`elsewhere`),entityId:null})))}var co=80,lo=30,uo=864e5,fo=e=>e>=co,po=e=>new Date(e).getTime()-Date.now()<lo*uo,mo=e=>e.state===`connected`&&e.reason===null&&![e.subscription_ends,e.key_ends].some(e=>e!==null&&po(e)),ho={connected:[Dn,`good`],starting:[On,``]},go=class extends x{constructor(...e){super(...e),this.admin=!1}static{this.styles=[F,d` :host{display:block;}.card{height:100%;align-content:start;}h4{margin:0;font-size:1.0625rem;font-weight:500;overflow-wrap:anywhere;}.meter{height:8px;border-radius:4px;overflow:hidden;background:var(--divider-color,#e0e0e0);}.meter > div{height:100%;background:var(--good);}.meter > .much{background:var(--warn);}a{display:inline-flex;align-items:center;min-height:44px;}`]}render(){let{account:e}=this,[t,n]=ho[e.state]??[`M21.86 12.5C21.1 11.63 20.15 11.13 19 11C19 9.05 18.32 7.4 16.96 6.04C15.6 4.68 13.95 4 12 4C10.42 4 9 4.47 7.75 5.43S5.67 7.62 5.25 9.15C4 9.43 2.96 10.08 2.17 11.1S1 13.28 1 14.58C1 16.09 1.54 17.38 2.61 18.43C3.69 19.5 5 20 6.5 20H18.5C19.75 20 20.81 19.56 21.69 18.69C22.56 17.81 23 16.75 23 15.5C23 14.35 22.62 13.35 21.86 12.5M13 17H11V15H13V17M13 13H11V7H13V13Z`,`bad`];return _`<article class="card stack" aria-labelledby="name">
<div class="row">
<cloud-locks-icon class=${n} .path=${t}></cloud-locks-icon>
<div class="grow">
<h4 id="name">${e.title}</h4>
<p class="small quiet">${this.subtitle()}</p>
</div>
</div>
<p>${this.told()}</p>
${e.message===null?y:_`<p class="bad">${e.message}</p>`}
${e.budget_used===null?y:this.renderBudget(e.budget_used)}
${this.renderEnd(`health.subscription`,e.subscription_ends)}
${this.renderEnd(`health.key`,e.key_ends)}
${e.overdue===0?y:_`<p class="warn">${N(`health.overdue`,{count:e.overdue})}</p>`}
${this.renderWay()}
</article>`}subtitle(){let{title:e,brand_name:t,locks:n}=this.account,r=N(`health.locks`,{count:n});return e.includes(t)?r:`${t} · ${r}`}told(){let{state:e,news:t}=this.account,n=P(`account_state`,e);return e===`connected`?`${n}. ${P(`news`,t)}.`:`${n}.`}renderBudget(e){return _`<div class="stack">
<p class="small" id="budget">
${N(`health.budget`,{percent:e})}${fo(e)?_` <strong>${N(`health.slower`)}</strong>`:y}
</p>
<div
class="meter"
role="meter"
aria-labelledby="budget"
aria-valuemin="0"
aria-valuemax="100"
aria-valuenow=${Math.min(e,100)}
>
<div
class=${fo(e)?`much`:``}
style="width: ${Math.min(e,100)}%"
></div>
</div>
</div>`}renderEnd(e,t){if(t===null)return y;let n=N(po(t)?`${e}.soon`:`${e}.ends`,{when:xt(t)});return _`<p class=${po(t)?`warn`:`small quiet`}>${n}</p>`}renderWay(){return this.admin?_`<a href="${`/config/integrations/integration/cloud_locks`}#config_entry=${this.account.account_id}">
${N(`health.open_account`)}
</a>`:y}};E([C({attribute:!1})],go.prototype,`account`,void 0),E([C({type:Boolean})],go.prototype,`admin`,void 0),go=E([S(`cloud-locks-account`)],go);var _o=class extends K{static{this.styles=[F,d` :host{display:grid;gap:24px;}section{display:grid;gap:12px;}.summary cloud-locks-icon{width:32px;height:32px;}.accounts{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));}h4{margin:0;font-size:1rem;font-weight:500;overflow-wrap:anywhere;}.concerns li + li{border-top:var(--line);padding-top:12px;margin-top:12px;}.concerns li{display:flex;flex-wrap:wrap;align-items:center;gap:4px 16px;}.concerns .grow{flex:1 1 240px;}a.link{display:inline-flex;align-items:center;min-height:44px;}`]}constructor(){super(),new V(this,[`accounts`,`issues`,`doors`,`access`])}get isAdmin(){return this.home.hass.user?.is_admin??!1}render(){let{accounts:e,issues:t}=this.home,n=no(this.home),r=oo(this.home),i=e.filter(e=>!mo(e)).length+n.length+Math.max(r.length,t.length);return _`<h2>${N(`view.health`)}</h2>
${this.renderSummary(i)} ${this.renderIssues(t)}
${this.renderConcerns(`health.doors`,n)}
${this.renderConcerns(`health.codes`,r)}
<section aria-labelledby="accounts">
<h3 id="accounts">${N(`health.accounts`)}</h3>
<ul class="accounts">
${T(e,e=>e.account_id,e=>_`<li>
<cloud-locks-account
.account=${e}
?admin=${this.isAdmin}
></cloud-locks-account>
</li>`)}
</ul>
</section>`}renderSummary(e){let t=e===0;return _`<div class="card row summary" role="status">
<cloud-locks-icon
class=${t?`good`:`warn`}
.path=${t?xn:dn}
></cloud-locks-icon>
<p class="grow">
<strong>${t?N(`health.well`):N(`health.count`,{count:e})}</strong>
${t?_`<br /><span class="quiet">${N(`health.well_means`)}</span>`:y}
</p>
</div>`}renderIssues(e){let t=this.isAdmin?_`<a class="link" href="/config/repairs">${N(`health.repair`)}</a>`:_`<p class="quiet small">${N(`health.ask_admin`)}</p>`;return vo(`health.issues`,e.length,()=>e.map(e=>_`<li>
<div class="grow">
<h4>${e.title}</h4>
${e.description===``?y:_`<p>${yo(e.description)}</p>`}
</div>
${e.fixable?t:y}
</li>`))}renderConcerns(e,t){return vo(e,t.length,()=>T(t,e=>e.key,e=>_`<li>
<div class="grow">
<h4>${e.name}</h4>
${e.sentences.map(e=>_`<p>${e}</p>`)}
</div>
${this.renderWay(e)}
</li>`))}renderWay({href:e,entityId:t,name:n}){return e===null?t===null?y:_`<div>
<button
aria-label=${N(`doors.details`,{door:n})}
@click=${()=>Nt(this,t)}
>
${N(`health.details`)}
</button>
</div>`:U(e,N(`health.show`),`link`)}};_o=E([S(`cloud-locks-health`)],_o);function vo(e,t,n){return t===0?y:_`<section aria-labelledby=${e}>
<h3 id=${e}>${N(e)}</h3>
<ul class="card concerns">
${n()}
</ul>
</section>`}var yo=e=>e.replaceAll(`**`,``),bo=16;function q(e,t){let n=e.days.length>0||e.start_time!==null,r=[n?xo(e):null,wo(e)];return e.schedule===null?r.push(N(`hours.unknown`)):r.some(e=>e!==null)||r.push(N(`hours.always`)),e.one_time&&r.push(N(`hours.once`)),n&&t!==void 0&&e.time_zone!==null&&e.time_zone!==t&&r.push(N(`hours.zone`,{zone:e.time_zone})),r.filter(e=>e!==null).join(`, `)}function xo({days:e,start_time:t,end_time:n}){if(t===null||n===null)return So(e);let r={from:wt(t),to:wt(n)},i=n>t?`hours.between`:`hours.overnight`;return`${So(e)} ${N(i,r)}`}function So(e){let t=Et.filter(t=>e.includes(t)),n=Et.indexOf(t[0]??`mon`),r=t.at(-1)??`sun`,i=Et.indexOf(r)-n+1===t.length;return t.length%7==0?N(`hours.every_day`):i&&t.length===5&&n===0?N(`hours.weekdays`):i&&t.length===2&&n===5?N(`hours.weekend`):i&&t.length>2?N(`hours.days`,{first:Co(t[0]??`mon`),last:Co(r)}):Ot(t.map(Co))}var Co=e=>N(`hours.day.${e}`);function wo(e){let t=Oo(To(e)?null:e.start_datetime,!1),n=Oo(e.end_datetime,!0);return t===null?n&&N(`hours.until`,{end:Do(n)}):n===null?N(`hours.since`,{start:Do(t)}):t.day===n.day?Eo(t,n):N(`hours.span`,{start:Do(t),end:Do(n)})}function To({start_datetime:e,end_datetime:t}){let n=e=>e!==null&&e.length>bo&&Date.parse(e)<=Date.now();return n(e)&&!n(t)}function Eo(e,t){let n=St(e.day);return e.time===null&&t.time===null?N(`hours.on`,{day:n}):N(`hours.on_between`,{day:n,from:wt(e.time??`00:00`),to:wt(t.time??`00:00`)})}var Do=({day:e,time:t})=>t===null?St(e):`${St(e)}, ${wt(t)}`;function Oo(e,t){if(e===null)return null;let[n,r]=[e.slice(0,10),e.slice(11,16)];return r===`00:00`?{day:t?ko(n,-1):n,time:null}:{day:n,time:r}}function ko(e,t){let n=new Date(`${e}T00:00Z`);return n.setUTCDate(n.getUTCDate()+t),n.toISOString().slice(0,10)}var Ao=e=>e.length<3?Ot(e):N(`doors.count`,{count:e.length});function jo(e,t){let n=new Map;for(let r of e){let e=q(r,t);n.set(e,[...n.get(e)??[],r.name])}return[...n].map(([e,t])=>`${Ao(t)}, ${e}`).join(`; `)}function Mo(e,t){let n=new Set(t.map(e=>q(e))),[r]=n;return r===void 0?N(`people.can_nothing`,{name:e}):n.size===1?N(`people.can`,{name:e,doors:Ao(t.map(e=>e.name)),hours:r}):N(`people.can_differ`,{name:e,parts:jo(t)})}var No={face:Ln,finger_vein:Rn,fingerprint:Rn,palm:zn,remote:ir},Po=class extends x{constructor(...e){super(...e),this.person=null,this.user=``,this.delete=async()=>{let{credential_type:e,credential_id:t}=this.row;await si(this.home.hass,`delete_credential`,{entity_id:this.door.entity_id,credential_type:e,credential_id:t}),this.dispatchEvent(new CustomEvent(`gone`))}}static{this.styles=[F,d` :host{display:block;}.name{overflow-wrap:anywhere;}`]}render(){let{row:e}=this;return _`<div class="row">
<cloud-locks-icon
class="quiet"
.path=${No[e.credential_type]??`M2,3H22C23.05,3 24,3.95 24,5V19C24,20.05 23.05,21 22,21H2C0.95,21 0,20.05 0,19V5C0,3.95 0.95,3 2,3M14,6V7H22V6H14M14,8V9H21.5L22,9V8H14M14,10V11H21V10H14M8,13.91C6,13.91 2,15 2,17V18H14V17C14,15 10,13.91 8,13.91M8,6A3,3 0 0,0 5,9A3,3 0 0,0 8,12A3,3 0 0,0 11,9A3,3 0 0,0 8,6Z`}
></cloud-locks-icon>
<div class="grow">
<p class="name">
<strong>${e.name||N(`common.unknown`)}</strong>
<span class="quiet">${P(`credential`,e.credential_type)}</span>
</p>
<p class="small">
${this.whose()}${e.schedule===null?``:` · ${q(e)}`}
</p>
${e.on_lock===!1?_`<p class="small warn">${N(`keys.not_on_lock`)}</p>`:y}
${e.duress===!0?_`<p class="small quiet">${N(`keys.duress`)}</p>`:y}
</div>
${this.door.entity_id===null?y:this.renderButtons()}
</div>`}renderButtons(){let{name:e}=this.row;return _`<button
class="icon"
aria-label=${N(`keys.edit`,{name:e})}
title=${N(`keys.edit`,{name:e})}
@click=${()=>this.dispatchEvent(new CustomEvent(`edit`))}
>
<cloud-locks-icon .path=${er}></cloud-locks-icon>
</button>
<cloud-locks-action
twice
short
.label=${N(`keys.delete`,{name:e})}
.path=${An}
.run=${this.delete}
></cloud-locks-action>`}whose(){return this.person===null?this.user===``?N(`keys.of_nobody`):this.user:la(this.home.hass,this.person)}};E([C({attribute:!1})],Po.prototype,`home`,void 0),E([C({attribute:!1})],Po.prototype,`door`,void 0),E([C({attribute:!1})],Po.prototype,`row`,void 0),E([C({attribute:!1})],Po.prototype,`person`,void 0),E([C()],Po.prototype,`user`,void 0),Po=E([S(`cloud-locks-credential`)],Po);var Fo=class extends W{constructor(...e){super(...e),this.person=null}get does(){return N(`common.save`)}heading(){return this.row.name}fields(){let{duress:e,name:t}=this.row;return _`${da(t)} ${pa(this.home,this.person)}
${e===null?y:_`<label class="choice">
<input type="checkbox" name="duress" ?checked=${e} />
${N(`keys.duress_choice`)}
</label>`}`}async save(e,t){let{credential_type:n,credential_id:r}=this.row,i={credential_type:n,credential_id:r},a=this.changesIn(e);Object.keys(a).length>0&&await this.act(t,`update_credential`,{...i,...a});let o=G(e,`person`)||null;o!==this.person&&await this.act(t,`assign_credential`,{...i,person:o})}changesIn(e){let t=G(e,`name`),n=e.has(`duress`),r=this.row.duress!==null;return{...t===this.row.name?{}:{new_name:t},...r&&n!==this.row.duress?{duress:n}:{}}}};E([C({attribute:!1})],Fo.prototype,`row`,void 0),E([C({attribute:!1})],Fo.prototype,`person`,void 0),Fo=E([S(`cloud-locks-edit-credential`)],Fo);var Io=({name:e,account:t})=>e||(t??N(`common.unknown`));function Lo(e,t){return _`<div class="scroll" role="region" tabindex="0" aria-labelledby="users">
<table>
<thead>
<tr>
<th scope="col">${N(`keys.name`)}</th>
<th scope="col">${N(`keys.role`)}</th>
<th scope="col">${N(`keys.hours`)}</th>
<th scope="col">${N(`keys.here`)}</th>
</tr>
</thead>
<tbody>
${t.map(t=>Ro(e,t))}
</tbody>
</table>
</div>`}function Ro(e,t){let n=Io(t),r=[t.pending?N(`keys.invited`):null,t.enabled===!1?N(`keys.paused`):null,t.remote===!0?N(`keys.remote`):null].filter(e=>e!==null);return _`<tr>
<th scope="row">
${n}
${t.account===null||t.account===n?y:_`<div class="quiet small">${t.account}</div>`}
${r.length===0?y:_`<div class="small">${r.join(`, `)}</div>`}
</th>
<td>${t.role===null?N(`common.unknown`):P(`role`,t.role)}</td>
<td>${t.schedule===null?N(`common.unknown`):q(t)}</td>
<td>${t.person===null?N(`common.none`):la(e,t.person)}</td>
</tr>`}var zo=class extends W{constructor(...e){super(...e),this.users=[]}get does(){return N(`keys.begin`)}heading({name:e}){return N(`keys.enroll_at`,{door:e})}fields(e){return _`<p class="quiet">${N(`keys.enroll_help`)}</p>
${fa(e.enrolls)} ${da()}
${this.users.length===0?y:this.renderUsers()}`}renderUsers(){return _`<label>
${N(`keys.user`)}
<select name="user">
<option value="">${N(`keys.nobody`)}</option>
${this.users.map(e=>_`<option value=${e.user_id}>${Io(e)}</option>`)}
</select>
</label>`}async save(e,t){let n=G(e,`user`);await this.act(t,`enroll_credential`,{credential_type:G(e,`type`),name:G(e,`name`),...n===``?{}:{user_id:n}})}};E([C({attribute:!1})],zo.prototype,`users`,void 0),zo=E([S(`cloud-locks-enroll`)],zo);var Bo={enrolled:[xn,`good`],failed:[dn,`bad`]},Vo=class extends x{constructor(...e){super(...e),this.stop=async()=>{let{door_id:e,credential_type:t}=this.enrollment;await si(this.home.hass,`cancel_enrollment`,{entity_id:this.home.doors.get(e)?.entity_id,credential_type:t})}}static{this.styles=[F,d` :host{display:block;}progress{width:100%;accent-color:var(--accent);}`]}render(){let{state:e}=this.enrollment,[t,n]=Bo[e]??[`M13,2.03V2.05L13,4.05C17.39,4.59 20.5,8.58 19.96,12.97C19.5,16.61 16.64,19.5 13,19.93V21.93C18.5,21.38 22.5,16.5 21.95,11C21.5,6.25 17.73,2.5 13,2.03M11,2.06C9.05,2.25 7.19,3 5.67,4.26L7.1,5.74C8.22,4.84 9.57,4.26 11,4.06V2.06M4.26,5.67C3,7.19 2.25,9.04 2.05,11H4.05C4.24,9.58 4.8,8.23 5.69,7.1L4.26,5.67M2.06,13C2.26,14.96 3.03,16.81 4.27,18.33L5.69,16.9C4.81,15.77 4.24,14.42 4.06,13H2.06M7.1,18.37L5.67,19.74C7.18,21 9.04,21.79 11,22V20C9.58,19.82 8.23,19.25 7.1,18.37M12.5,7V12.25L17,14.92L16.25,16.15L11,13V7H12.5Z`,``];return _`<div class="card stack">
<div class="row" role="status" aria-live="polite">
<cloud-locks-icon class=${n} .path=${t}></cloud-locks-icon>
<p class="grow">${this.says()}</p>
</div>
${e===`reading`?this.renderReading():this.renderEnd()}
</div>`}says(){let{state:e,credential_type:t,name:n,door_id:r,step:i,steps:a}=this.enrollment,o=H(this.home.doors,r);if(e!==`reading`)return N(e===`enrolled`?`keys.enrolled`:`keys.enroll_failed`,{name:n,door:o});let s={rfid_code:`card`,fingerprint:`finger`,face:`face`}[t],c=N(`keys.hold_${s??`finger`}`,{door:o});return i===null||a===null?c:`${c} ${Ho(i,a)}`}renderReading(){let{step:e,steps:t}=this.enrollment;return _`${e===null||t===null?y:_`<progress
max=${t}
value=${e}
aria-label=${Ho(e,t)}
></progress>`}
<div>
<cloud-locks-action
.label=${N(`keys.stop`)}
.run=${this.stop}
></cloud-locks-action>
</div>`}renderEnd(){return _`<div><button @click=${()=>this.dispatchEvent(new CustomEvent(`seen`))}>${N(`common.close`)}</button></div>`}};E([C({attribute:!1})],Vo.prototype,`home`,void 0),E([C({attribute:!1})],Vo.prototype,`enrollment`,void 0),Vo=E([S(`cloud-locks-enrolling`)],Vo);var Ho=(e,t)=>N(`keys.step`,{step:Math.min(e+1,t),steps:t}),Uo=d` .choice{max-width:420px;margin-block:12px;}section{margin-block-start:24px;}section > :not(:first-child){margin-block-start:8px;}ul.list{padding-block:0;}.list li{padding-block:8px;}.list li + li{border-block-start:var(--line);}.doors a{display:inline-flex;align-items:center;min-height:44px;}.doors li{padding-block:0;}.scroll{overflow-x:auto;background:var(--surface);border:var(--line);border-radius:var(--radius);}table{width:100%;border-collapse:collapse;}th,td{text-align:start;vertical-align:top;font-weight:inherit;padding:12px 16px;}thead th{color:var(--quiet);font-size:0.875rem;}tbody th{min-width:140px;overflow-wrap:anywhere;}tbody tr{border-block-start:var(--line);}`,Wo=5,Go={credentials:[],users:[],persons:{}},Ko=class extends K{static{this.styles=[F,Uo]}constructor(){super(),this.window=null,this.seen=null,this.keys=new Yi(this,()=>this.read()),this.activity=new Yi(this,()=>ki(this.home.hass)),this.stop=null,new V(this,[`doors`,`events`,`enrollments`])}connectedCallback(){super.connectedCallback(),this.stop=this.home.listen(e=>{e.has(`enrollments`)&&this.enrollment?.state===`enrolled`&&this.keys.soon()})}disconnectedCallback(){super.disconnectedCallback(),this.stop?.()}willUpdate(e){e.has(`sub`)&&this.hasUpdated&&(this.window=null,this.keys.clear(),this.keys.now())}get doorId(){let[e,...t]=this.home.doors.keys(),n=t.length===0?e??``:``;return this.sub===``?n:Gi(this.sub)}get enrollment(){let e=this.home.enrollments.get(this.doorId)??null;return e===this.seen?null:e}read(){let{doorId:e}=this;return e===``?Promise.resolve(Go):Ii(this.home.hass,e)}render(){let{doorId:e}=this,t=this.home.doors.get(e);return _`<h2>${N(`view.keys`)}</h2>
<div class="choice">
${Hi({doors:this.home.doors.values(),chosen:e,all:N(`keys.choose_door`),choose:e=>jt(Ki(e))})}
</div>
${t===void 0?this.renderHelp():this.renderDoor(t)}`}renderHelp(){let e=[...this.home.doors.values()].filter(e=>e.adds.length+e.enrolls.length>0).sort(M);return _`<div class="card stack">
<p>${N(`keys.help`)}</p>
<ul class="list doors">
${e.map(e=>_`<li class="row spread">
${U(Ki(e.door_id),e.name)}
<span class="quiet small"> ${Yo(e)} </span>
</li>`)}
</ul>
</div>`}renderDoor(e){let{enrollment:t}=this;return _`${t===null?y:_`<cloud-locks-enrolling
.home=${this.home}
.enrollment=${t}
@seen=${()=>this.seen=t}
></cloud-locks-enrolling>`}
${this.renderUnknown(e)} ${this.keys.show(t=>this.renderKeys(e,t))}
${this.window===null?y:this.renderWindow(e,this.window)}`}renderKeys(e,t){return _`<section aria-labelledby="credentials">
<div class="row spread">
<h3 id="credentials">${N(`keys.credentials`)}</h3>
${this.renderButtons(e)}
</div>
${t.credentials.length===0?_`<p class="card">${N(Xo(e))}</p>`:this.renderCredentials(e,t)}
</section>
${t.users.length===0?y:this.renderUsers(e,t)}`}renderButtons(e){let t=e.entity_id!==null;return _`<div class="row">
${t&&e.adds.length>0?this.renderButton(tr,N(`keys.add`),{is:`add`,card:null}):y}
${t&&e.enrolls.length>0?this.renderButton(Rn,N(`keys.enroll`),{is:`enroll`}):y}
<button
class="icon"
aria-label=${N(`keys.again`)}
title=${N(`keys.again`)}
?disabled=${this.keys.busy}
@click=${this.keys.now}
>
<cloud-locks-icon .path=${rr}></cloud-locks-icon>
</button>
</div>`}renderButton(e,t,n){return _`<button aria-haspopup="dialog" @click=${()=>this.window=n}>
<cloud-locks-icon .path=${e}></cloud-locks-icon>${t}
</button>`}renderCredentials(e,{credentials:t,users:n,persons:r}){let i=e=>n.find(t=>t.user_id===e.user_id);return _`<ul class="card list">
${T(t,qo,t=>{let n=i(t);return _`<li>
<cloud-locks-credential
.home=${this.home}
.door=${e}
.row=${t}
.person=${Jo(r,t)}
.user=${n===void 0?``:Io(n)}
@edit=${()=>this.window={is:`edit`,row:t}}
@gone=${()=>this.keys.soon()}
></cloud-locks-credential>
</li>`})}
</ul>`}renderUsers(e,{users:t}){return _`<section>
<h3 id="users">${N(`keys.users`,{brand:this.home.accounts.find(t=>t.account_id===e.account_id)?.brand_name??``})}</h3>
${Lo(this.home.hass,t)}
</section>`}renderUnknown(e){let t=mr([...this.activity.value?.events??[],...this.home.events],[]).flatMap(({event:e})=>e===null?[]:[e]).filter(t=>t.door_id===e.door_id&&pr(t)).slice(0,Wo),n=e.entity_id!==null&&e.adds.includes(`rfid_code`);return t.length===0||!n?y:_`<section aria-labelledby="unknown">
<h3 id="unknown">${N(`keys.unknown_cards`)}</h3>
<ul class="card list">
${t.map(e=>_`<li class="row spread">
<span>${N(`keys.seen_at`,{at:A(e.occurred_at)})}</span>
<button
aria-haspopup="dialog"
@click=${()=>this.window={is:`add`,card:e}}
>
${N(`keys.give`)}
</button>
</li>`)}
</ul>
</section>`}renderWindow(e,t){let n=()=>this.window=null,r=()=>this.keys.soon(),{door_id:i}=e,{persons:a,users:o}=this.keys.value??Go;switch(t.is){case`add`:return _`<cloud-locks-add-credential
.home=${this.home}
.doorId=${i}
.card=${t.card}
@close=${n}
@saved=${r}
></cloud-locks-add-credential>`;case`enroll`:return _`<cloud-locks-enroll
.home=${this.home}
.doorId=${i}
.users=${o}
@close=${n}
></cloud-locks-enroll>`;case`edit`:return _`<cloud-locks-edit-credential
.home=${this.home}
.doorId=${i}
.row=${t.row}
.person=${Jo(a,t.row)}
@close=${n}
@saved=${r}
></cloud-locks-edit-credential>`}}};E([w()],Ko.prototype,`window`,void 0),E([w()],Ko.prototype,`seen`,void 0),Ko=E([S(`cloud-locks-keys`)],Ko);var qo=e=>`${e.credential_type}:${e.credential_id}`,Jo=(e,t)=>e[`${t.credential_type}:${t.credential_id}`]??null,Yo=({adds:e,enrolls:t})=>[...new Set([...e,...t])].map(e=>P(`credential`,e)).join(` · `),Xo=({adds:e,enrolls:t})=>e.length+t.length===0?`keys.takes_none`:`keys.none`;async function Zo(e){let t=navigator.clipboard;if(t!==void 0)return await t.writeText(e.textContent),!0;let n=getSelection();n?.selectAllChildren(e);let r=document.execCommand(`copy`);return n?.removeAllRanges(),r}var Qo=20,$o=null,es=class extends x{constructor(...e){super(...e),this.read=()=>Promise.resolve(``),this.pin=null,this.left=0,this.timer=0,this.show=async()=>{try{let e=await this.read();if(!this.isConnected)return;$o?.hide(),$o=this,this.pin=e,this.extend(),await this.focusButton()}catch(e){L(this,{text:I(e),bad:!0})}},this.extend=()=>{this.left=Qo,clearInterval(this.timer),this.timer=window.setInterval(this.tick,1e3)},this.tick=()=>{this.shadowRoot?.activeElement?.localName!==`output`&&(--this.left,this.left<=0&&this.hide())},this.cover=()=>{this.hide(),this.focusButton()},this.hide=()=>{clearInterval(this.timer),this.pin=null,$o===this&&($o=null)},this.copy=async()=>{let e=this.renderRoot.querySelector(`output`),t=e!==null&&await Zo(e).catch(()=>!1);L(this,{text:N(t?`pin.copied`:`pin.not_copied`),bad:!t})}}static{this.styles=[F,d` :host{display:inline-flex;align-items:center;flex-wrap:wrap;gap:4px;}output{font-family:var(--ha-font-family-code,monospace);font-size:1.25rem;letter-spacing:0.15em;user-select:all;}`]}disconnectedCallback(){super.disconnectedCallback(),this.hide()}render(){return this.pin===null?this.renderHidden():this.renderShown(this.pin)}renderHidden(){return _`<span aria-hidden="true">••••••</span>
<button class="icon" aria-label=${N(`pin.show`)} @click=${this.show}>
<cloud-locks-icon .path=${Fn}></cloud-locks-icon>
</button>`}renderShown(e){return _`<output tabindex="0">${e}</output>
<button class="icon" aria-label=${N(`common.copy`)} @click=${this.copy}>
<cloud-locks-icon .path=${kn}></cloud-locks-icon>
</button>
<button class="icon" aria-label=${N(`pin.hide`)} @click=${this.cover}>
<cloud-locks-icon .path=${In}></cloud-locks-icon>
</button>
<button class="plain small" @click=${this.extend}>${N(`pin.extend`)}</button>
${this.left>0?_`<span class="quiet small"
>${N(`pin.hides`,{seconds:this.left})}</span
>`:y}`}async focusButton(){await this.updateComplete,this.renderRoot.querySelector(`button`)?.focus()}};E([C({attribute:!1})],es.prototype,`read`,void 0),E([w()],es.prototype,`pin`,void 0),E([w()],es.prototype,`left`,void 0),es=E([S(`cloud-locks-pin`)],es);var ts=(e,t=new Date)=>t.toLocaleString(`sv-SE`,{timeZone:e}).replace(` `,`T`).slice(0,16);function ns(e){let t=e.slice(0,10),n=`${e.slice(0,13)}:00`;return{name:``,person:``,group:``,notes:``,drift:`report`,doorIds:[],search:``,when:`always`,start:n,end:`${ko(t,1)}${n.slice(10)}`,day:t,since:``,until:``,days:[],from:`09:00`,to:`12:00`,oneTime:!1,allow:!1}}function rs(e,t){let n=e.doors.filter(e=>!e.leaving);return{...ns(t),name:e.name,person:e.person??``,group:e.group??``,notes:e.notes??``,drift:e.drift,doorIds:n.map(e=>e.door_id),allow:e.allow_home_assistant_schedule,...n[0]===void 0?{}:is(n[0])}}function is(e){let[t,n]=[e.start_datetime??``,e.end_datetime??``],r=e.one_time;if(e.days.length>0||e.start_time!==null){let i=n.slice(11,16)===`00:00`?ko(n.slice(0,10),-1):n;return{when:`weekly`,days:Et.filter(t=>e.days.includes(t)),from:e.start_time?.slice(0,5)??``,to:e.end_time?.slice(0,5)??``,since:t.slice(0,10),until:i.slice(0,10),oneTime:r}}return t!==``||n!==``?{when:`window`,start:t.slice(0,16),end:n.slice(0,16),oneTime:r}:{when:`always`,oneTime:r}}function as(e){let{when:t,oneTime:n}=e,r={start_datetime:null,end_datetime:null,days:[],start_time:null,end_time:null,one_time:n};switch(t){case`always`:return r;case`window`:return{...r,start_datetime:e.start||null,end_datetime:e.end||null};case`once`:return{...r,...os(e)};case`weekly`:return{...r,...ss(e)}}}function os({day:e,from:t,to:n}){let r=n>t?e:ko(e,1);return{start_datetime:`${e}T${t}`,end_datetime:`${r}T${n}`}}function ss({days:e,from:t,to:n,since:r,until:i}){return{days:e.length===7&&t!==``?[]:[...e],start_time:t||null,end_time:n||null,start_datetime:r===``?null:`${r}T00:00`,end_datetime:i===``?null:`${ko(i,1)}T00:00`}}var cs=e=>({...as(e),schedule:e.when,time_zone:null}),ls=(e,t)=>e.flatMap(e=>t.get(e)?.entity_id??[]);function us(e,t){let{name:n,person:r,group:i,notes:a,drift:o}=e,s=Object.entries(as(e)).filter(([,e])=>e!==null&&e!==!1&&!(Array.isArray(e)&&e.length===0));return{entity_id:ls(e.doorIds,t),name:n.trim(),...r===``?{}:{person:r},...i.trim()===``?{}:{group:i.trim()},...a.trim()===``?{}:{notes:a.trim()},...o===`report`?{}:{drift:o},...e.allow?{allow_home_assistant_schedule:!0}:{},...Object.fromEntries(s)}}function ds(e,t,n,r){let i={},a=(e,t,n,r=n)=>{JSON.stringify(t)!==JSON.stringify(n)&&(i[e]=r)};a(`new_name`,t.name,n.name.trim()),a(`new_group`,t.group,n.group.trim(),n.group.trim()||null),a(`person`,t.person,n.person,n.person||null),a(`notes`,t.notes,n.notes.trim(),n.notes.trim()||null),a(`drift`,t.drift,n.drift),a(`allow_home_assistant_schedule`,t.allow,n.allow);let o=n.doorIds.filter(e=>!t.doorIds.includes(e)),s=e.doors.filter(({door_id:e})=>t.doorIds.includes(e)&&!n.doorIds.includes(e));return a(`add_locks`,[],ls(o,r)),a(`remove_locks`,[],s.map(e=>e.entity_id??e.door_id)),fs(t,n)?i:{...i,...as(n)}}var fs=(e,t)=>JSON.stringify(as(e))===JSON.stringify(as(t)),ps={failures:[],hours:!1,stop:null,grantId:``};async function ms(e,t,n,r){let i=n===``?{}:{pin:n},a={...us(t,e.doors),...i,...r};try{let t=await si(e.hass,`grant_access`,a),n=Object.values(t);return{...ps,failures:hs(e,t),hours:n.some(e=>e.error?.startsWith(`schedule_`)===!0),grantId:n.find(e=>e.grant_id)?.grant_id??``}}catch(e){let n=e.translation_key??``,r=/^(schedule_|nothing_succeeded)/.test(n)&&t.when!==`always`;return{...ps,hours:r,stop:I(e)}}}function hs(e,t){let n=new Map;for(let r of e.doors.values()){let e=t[r.entity_id??``];if(e?.error!==void 0){let t=e.message??e.error;n.set(t,[...n.get(t)??[],r.door_id])}}return[...n].map(([e,t])=>({said:e,doorIds:t}))}var gs=(e,t)=>t.map(({doorIds:t,said:n})=>_`<li class="warn">${`${Ot(t.map(t=>e.doors.get(t)?.name??t))}: ${n}`}</li>`),J=`/cloud-locks/people`,_s=(e,t=``)=>`${J}/${encodeURIComponent(e)}${t&&`/${t}`}`;async function Y(e,t,{grant_id:n},r={}){return(await si(e.hass,t,{grant_id:n,wait:0,...r}))[n]??{}}var vs=(e,t)=>ja(t)?Y(e,`revoke_grant`,t):Y(e,t.paused?`pause_grant`:`resume_grant`,t);async function ys(e,t,n){await Y(t,`revoke_grant`,n);let r={label:N(`common.undo`),run:()=>void bs(e,t,n)},i=N(`people.removed`,{name:n.name});L(e,n.has_pin?{text:i,action:r}:{text:i})}async function bs(e,t,n){try{await Y(t,`restore_grant`,n),L(e,{text:N(`people.restored`,{name:n.name})})}catch(t){L(e,{text:I(t),bad:!0})}}var xs=/^(account_|signed_out|verification|scope_|subscription_|not_permitted|wrong_region|clock_|link_|cloud_|rate_)/,Ss=class extends x{constructor(...e){super(...e),this.brief=!1}static{this.styles=[F,Aa,d` li{padding:8px 0;border-top:var(--line);}:host([brief]) li{border:0;padding:4px 0;}.name{overflow-wrap:anywhere;}`]}render(){let{doors:e}=this.access,t=this.brief?e.filter(Cs):e,n=e.filter(e=>e.status===`active`),[r]=n;return _`<ul aria-live="polite" aria-label=${N(`people.at_doors`)}>
${this.brief&&r!==void 0?_`<li class="row spread">
<span>${N(`doors.count`,{count:n.length})}</span>
${ka(this.access,r)}
</li>`:y}
${T(t,e=>e.door_id,e=>this.renderDoor(e))}
</ul>`}renderDoor(e){let t=Na(e);return _`<li>
<div class="row spread">
<span class="name">${e.name}</span>
${ka(this.access,e)}
</div>
${this.brief?y:this.renderHours(e)}
${e.drift===`not`?y:_`<p class="small warn">
${N(`people.drifted`,{what:P(`drifted`,e.drift)})}
</p>`}
${e.message===null?y:_`<p class="small">${e.message}</p>`}
${this.brief&&!t?y:e.cards.map(e=>this.renderCard(e))}
${t&&e.retried?_`<p class="small quiet">${N(`people.retried`)}</p>`:y}
${t?_`<div class="row">${this.renderNow(e)}</div>`:y}
</li>`}renderCard(e){return _`<div class="row spread small">
<span>${N(`people.card`)}</span>
${Ea(`door_status`,e.status)}
</div>
${e.message===null?y:_`<p class="small">${e.message}</p>`}`}renderHours(e){let t=this.home.hass.config.time_zone;return _`<p class="small quiet">
${q(e,t)}${e.enforced_by===`lock`?y:_` · ${N(`people.kept_by_ha`)}`}
</p>`}renderNow(e){let{access:t}=this,n=e.reason??``,r=(e,n)=>U(_s(t.grant_id,e),N(n),`button`);return xs.test(n)?U(`/cloud-locks/health`,N(`people.now.health`),`button`):ja(t)?this.renderRetry():e.drift!==`not`&&e.drift!==`renamed`?this.renderDrifted():n===`pin_required`||n===`pin_in_use`?r(`rotate`,`people.rotate`):n.startsWith(`schedule_`)?r(`change`,`people.now.hours`):n===`two_candidates`||n===`list_full`?U(`${J}/elsewhere`,N(`people.now.elsewhere`),`button`):this.renderRetry()}renderRetry(){return _`<cloud-locks-action
.label=${N(`common.retry`)}
.run=${()=>vs(this.home,this.access)}
></cloud-locks-action>`}renderDrifted(){let e=(e,t)=>_`<cloud-locks-action
.label=${t}
.run=${()=>Y(this.home,`update_grant`,this.access,{drift:e})}
></cloud-locks-action>`;return[e(`restore`,N(`people.now.restore`)),e(`accept`,N(`people.now.accept`))]}};E([C({attribute:!1})],Ss.prototype,`home`,void 0),E([C({attribute:!1})],Ss.prototype,`access`,void 0),E([C({type:Boolean})],Ss.prototype,`brief`,void 0),Ss=E([S(`cloud-locks-access-doors`)],Ss);var Cs=e=>Na(e)||![`active`,`removed`].includes(e.status),ws=class extends x{static{this.styles=[F,d` :host{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;}section{border-top:var(--line);padding-top:16px;}`]}constructor(){super(),this.grantId=``,this.failures=[],this.done=()=>this.dispatchEvent(new CustomEvent(`done`)),new V(this,[`access`])}render(){let e=this.home.access.get(this.grantId);return e===void 0?_`<p role="status">${N(`people.adding`)}</p>`:_`<p role="status">${Mo(e.name,e.doors)}</p>
<div class="row">
<strong>${N(`people.pin`)}</strong>
<cloud-locks-pin .read=${async()=>{let{pin:e}=await Ni(this.home.hass,{grant_id:this.grantId});return e}}></cloud-locks-pin>
</div>
<cloud-locks-access-doors
.home=${this.home}
.access=${e}
></cloud-locks-access-doors>
<ul>
${gs(this.home,this.failures)}
</ul>
<section class="stack">
<h3>${N(`people.send`)}</h3>
${e.message_sent===null?y:_`<p class="good">${N(`people.was_sent`)}</p>`}
<cloud-locks-send-message
.home=${this.home}
.grantId=${this.grantId}
></cloud-locks-send-message>
</section>
<div class="row">
<button class="primary" @click=${this.done}>${N(`common.close`)}</button>
</div>`}};E([C({attribute:!1})],ws.prototype,`home`,void 0),E([C()],ws.prototype,`grantId`,void 0),E([C({attribute:!1})],ws.prototype,`failures`,void 0),ws=E([S(`cloud-locks-access-added`)],ws);var Ts=d` [tabindex="-1"]{outline:none;}.foot{position:sticky;bottom:0;background:var(--surface);padding-block:8px;z-index:1;}form,.fields{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;}.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,180px),1fr));gap:16px;}.area{border-top:var(--line);padding-top:8px;}.area legend{float:inline-start;width:100%;}.area ul{clear:both;}.choice span{overflow-wrap:anywhere;}.days{display:grid;grid-template-columns:repeat(auto-fit,minmax(44px,1fr));gap:4px;max-width:440px;}.days button{padding:0;}.days button[aria-pressed="true"]{background:var(--accent);border-color:var(--accent);color:var(--on-accent);}`,Es=e=>e.target.value,Ds=e=>e.target.checked;function Os({home:e,draft:t,grantId:n}){let r=t.name.trim().toLowerCase();return[...e.access.values()].some(e=>e.grant_id!==n&&e.status!==`ended`&&e.name.toLowerCase()===r)}function ks(e){let{home:t,draft:n,set:r}=e,i=[...t.access.values()].flatMap(e=>e.group??[]),a=Os(e);return _`<label>
${N(`people.name`)}
<input
name="name"
autofocus
required
maxlength="64"
autocomplete="off"
aria-describedby="taken"
aria-invalid=${a?`true`:`false`}
.value=${n.name}
@input=${e=>r({name:Es(e)})}
/>
</label>
<p id="taken" class="bad small" role="alert" ?hidden=${!a}>
${N(`people.name_taken`)}
</p>
${As(e)}
<label>
${N(`people.group_field`)}
<input
list="groups"
autocomplete="off"
.value=${n.group}
@input=${e=>r({group:Es(e)})}
/>
<datalist id="groups">
${[...new Set(i)].toSorted().map(e=>_`<option value=${e}></option>`)}
</datalist>
</label>`}function As({home:e,draft:t,set:n}){let r=Object.values(e.hass.states).flatMap(e=>e?.entity_id.startsWith(`person.`)===!0?[{id:e.entity_id,name:e.attributes.friendly_name??e.entity_id}]:[]);return r.length===0?y:_`<label>
${N(`people.person_field`)}
<select @change=${e=>{let i=Es(e),a=r.find(e=>e.id===i)?.name??``;n(t.name===``?{person:i,name:a}:{person:i})}}>
<option value="">${N(`people.no_person`)}</option>
${r.toSorted(M).map(({id:e,name:n})=>_`<option value=${e} ?selected=${e===t.person}>
${n}
</option>`)}
</select>
</label>`}var js=[`report`,`restore`,`accept`];function Ms({draft:e,set:t}){return _`<label>
${N(`people.notes`)}
<textarea
rows="2"
.value=${e.notes}
@input=${e=>t({notes:Es(e)})}
></textarea>
</label>
<label>
${N(`people.drift`)}
<select @change=${e=>t({drift:Es(e)})}>
${js.map(t=>_`<option value=${t} ?selected=${t===e.drift}>
${N(`people.drift.${t}`)}
</option>`)}
</select>
</label>`}var Ns=({draft:e,set:t})=>_`<label class="choice">
<input
type="checkbox"
aria-describedby="allow"
.checked=${e.allow}
@change=${e=>t({allow:Ds(e)})}
/>
<span>
${N(`people.allow`)}<br />
<span id="allow" class="quiet small">${N(`people.allow_help`)}</span>
</span>
</label>`;function Ps(e){return e.entity_id===null?N(`people.why.no_entity`):e.code_rules===null?N(`people.why.no_codes`):e.code_rules.pin_chooser===`vendor`?N(`people.why.vendor`):null}var Fs=15;function Is(e){let t=[...e.home.doors.values()].toSorted(M),{search:n}=e.draft,r=t.filter(e=>`${e.name} ${e.area??``}`.toLowerCase().includes(n.trim().toLowerCase())),i=new Map;for(let e of r){let t=e.area??``;i.set(t,[...i.get(t)??[],e])}let a=[...i.keys()].toSorted((e,t)=>e===``?1:t===``?-1:e.localeCompare(t));return _`${t.length<Fs?y:Rs(e)}
${t.length>1&&n===``?Bs(e,t,N(`people.all_doors`)):y}
${T(a,e=>e,t=>zs(e,t,i.get(t)??[]))}`}var Ls=e=>{e.key===`Enter`&&e.preventDefault()},Rs=({draft:e,set:t})=>_`<input
type="search"
aria-label=${N(`people.search_doors`)}
placeholder=${N(`people.search_doors`)}
.value=${e.search}
@input=${e=>t({search:Es(e)})}
@keydown=${Ls}
/>`;function zs(e,t,n){let r=t===``?N(`people.no_area`):t;return _`<fieldset class="area">
<legend>${n.length>1?Bs(e,n,r):r}</legend>
<ul>
${T(n,e=>e.door_id,t=>Vs(e,t))}
</ul>
</fieldset>`}function Bs({draft:e,set:t},n,r){let i=n.filter(e=>Ps(e)===null).map(e=>e.door_id),a=i.filter(t=>e.doorIds.includes(t)),o=e.doorIds.filter(e=>!i.includes(e));return _`<label class="choice">
<input
type="checkbox"
?disabled=${i.length===0}
.checked=${a.length>0&&a.length===i.length}
.indeterminate=${a.length>0&&a.length<i.length}
@change=${e=>t({doorIds:Ds(e)?[...o,...i]:o})}
/>
<span>${r}</span>
</label>`}function Vs({draft:e,set:t},n){let{door_id:r,name:i}=n,a=e.doorIds.includes(r),o=Ps(n),s=o??(n.reachability===`offline`?N(`people.why.offline`):null);return _`<li>
<label class="choice">
<input
type="checkbox"
name="door"
?disabled=${o!==null&&!a}
.checked=${a}
@change=${n=>t({doorIds:Ds(n)?[...e.doorIds,r]:e.doorIds.filter(e=>e!==r)})}
/>
<span>
${i}
${s===null?y:_`<span class="quiet small">– ${s}</span>`}
</span>
</label>
</li>`}var Hs=[`always`,`window`,`weekly`,`once`];function Us(e){let{draft:t,set:n}=e,r=e.home.hass.config.time_zone,i=Intl.DateTimeFormat().resolvedOptions().timeZone;return _`<fieldset>
<legend class="hidden-text">${N(`people.step.when`)}</legend>
${Hs.map(e=>_`<label class="choice">
<input
type="radio"
name="when"
.checked=${t.when===e}
@change=${()=>n({when:e})}
/>
<span>${N(`people.when.${e}`)}</span>
</label>`)}
</fieldset>
${Ws(e)}
${t.when===`always`||i===r?y:_`<p class="small quiet">${N(`people.home_clock`,{zone:r})}</p>`}
<label class="choice">
<input
type="checkbox"
.checked=${t.oneTime}
@change=${e=>n({oneTime:Ds(e)})}
/>
<span>${N(`people.one_time`)}</span>
</label>`}function Ws({draft:e,set:t}){let n=(n,r,i=!1)=>_`<label>
${N(`people.field.${n}`)}
<input
type=${r}
?required=${i}
.value=${e[n]}
@change=${e=>t({[n]:Es(e)})}
/>
</label>`;switch(e.when){case`always`:return y;case`window`:return _`<div class="pair">
${n(`start`,`datetime-local`)} ${n(`end`,`datetime-local`)}
</div>`;case`once`:return _`<div class="pair">
${n(`day`,`date`,!0)} ${n(`from`,`time`,!0)}
${n(`to`,`time`,!0)}
</div>`;case`weekly`:return _`${Gs(e,t)}
<div class="pair">
${n(`from`,`time`)} ${n(`to`,`time`)} ${n(`since`,`date`)}
${n(`until`,`date`)}
</div>`}}function Gs({days:e},t){return _`<div class="days" role="group" aria-label=${N(`people.days`)}>
${Et.map(n=>{let r=e.includes(n),i=r?e.filter(e=>e!==n):[...e,n];return _`<button
type="button"
aria-pressed=${r?`true`:`false`}
aria-label=${Dt(n,`long`)}
@click=${()=>t({days:i})}
>
${Dt(n)}
</button>`})}
</div>`}var Ks=250,X=class extends x{constructor(...e){super(...e),this.doorIds=[],this.name=``,this.grantId=``,this.problems=[],this.error=null,this.timer=0,this.asked=0,this.typed=()=>{clearTimeout(this.timer),this.timer=window.setTimeout(()=>void this.check(),Ks)},this.pressed=e=>{e.key===`Enter`&&this.closest(`form`)?.requestSubmit()},this.suggest=async()=>{let{hass:e}=this.home;try{let{pin:t}=await Fi(e,[...this.doorIds],this.name);this.input!==null&&(this.input.value=t,this.input.focus()),this.problems=[],this.error=null}catch(e){this.error=I(e)}}}static{this.styles=[F,d` input{font-family:var(--ha-font-family-code,monospace);letter-spacing:0.15em;flex:1 1 160px;}input:not(:focus){-webkit-text-security:disc;}.row input{width:auto;}`]}get value(){return this.input?.value.trim()??``}get hasProblems(){return this.problems.length>0}clear(){this.input!==null&&(this.input.value=``),this.problems=[]}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer),this.clear()}render(){return _`<div class="stack">
<label for="pin">${N(`people.pin`)}</label>
<div class="row">
<input
id="pin"
inputmode="numeric"
autocomplete="off"
maxlength="12"
spellcheck="false"
aria-describedby="help problems"
aria-invalid=${this.hasProblems?`true`:`false`}
@input=${this.typed}
@keydown=${this.pressed}
/>
<button type="button" @click=${this.suggest}>${N(`people.pin_suggest`)}</button>
</div>
<p id="help" class="small quiet">${N(`people.pin_help`)}</p>
<ul id="problems" class="bad small" aria-live="polite">
${this.problems.map(e=>_`<li>${this.sentence(e)}</li>`)}
${this.error===null?y:_`<li>${this.error}</li>`}
</ul>
</div>`}sentence({door_id:e,message:t}){let n=e===null?void 0:this.home.doors.get(e)?.name;return n===void 0?t:`${n}: ${t}`}async check(){let e=this.value,t=++this.asked,n=(e,n)=>{t===this.asked&&(this.problems=e,this.error=n)};if(e===``){n([],null);return}let r=this.grantId===``?void 0:this.grantId;try{n((await Pi(this.home.hass,[...this.doorIds],this.name,e,r)).problems,null)}catch(e){n([],I(e))}}};E([C({attribute:!1})],X.prototype,`home`,void 0),E([C({attribute:!1})],X.prototype,`doorIds`,void 0),E([C()],X.prototype,`name`,void 0),E([C()],X.prototype,`grantId`,void 0),E([w()],X.prototype,`problems`,void 0),E([w()],X.prototype,`error`,void 0),E([tt(`input`)],X.prototype,`input`,void 0),X=E([S(`cloud-locks-pin-field`)],X);var qs=[`who`,`doors`,`when`,`send`],Z=class extends x{constructor(...e){super(...e),this.step=0,this.found=ps,this.busy=!1,this.noDoor=!1,this.grantId=``,this.set=e=>{this.draft={...this.draft,...e},this.noDoor=!1,`allow`in e&&this.check()},this.submit=async e=>{e.preventDefault(),this.busy||(this.step===1&&this.draft.doorIds.length===0?this.noDoor=!0:this.step<3?await this.go(this.step+1):await this.send())},this.done=()=>this.dispatchEvent(new CustomEvent(`done`,{detail:this.grantId}))}static{this.styles=[F,Ts,d` .sentence{font-size:1.1rem;overflow-wrap:anywhere;}details > * + *{margin-top:8px;}summary{min-height:44px;align-content:center;cursor:pointer;}`]}connectedCallback(){super.connectedCallback(),this.draft=ns(ts(this.home.hass.config.time_zone))}render(){return _`<cloud-locks-dialog
open
keep
.heading=${N(`people.add`)}
@close=${this.done}
>
${this.grantId===``?this.renderForm():_`<cloud-locks-access-added
.home=${this.home}
.grantId=${this.grantId}
.failures=${this.found.failures}
@done=${this.done}
></cloud-locks-access-added>`}
</cloud-locks-dialog>`}renderForm(){let e={home:this.home,draft:this.draft,set:this.set},t=qs[this.step]??`who`,n=t===`send`;return _`<form @submit=${this.submit}>
<h3 tabindex="-1">
${n?N(`people.step.send`):N(`people.step`,{step:this.step+1,name:N(`people.step.${t}`)})}
</h3>
${t===`who`?ks(e):y}
${t===`doors`?this.renderDoors(e):y}
${t===`when`?Us(e):y}
<div class="fields" ?hidden=${!n}>${this.renderSend(e)}</div>
<div class="row foot">
<button class="primary" ?disabled=${this.busy||Os(e)}>
${n?this.sendLabel():N(`common.next`)}
</button>
${this.step===0?y:_`<button type="button" @click=${()=>this.go(this.step-1)}>
${N(`common.back`)}
</button>`}
</div>
</form>`}sendLabel(){return N(this.found.failures.length===0?`people.add`:`people.add_others`)}renderDoors(e){return _`${Is(e)}
<p class="bad" role="alert">${this.noDoor?N(`people.choose_door`):``}</p>`}renderSend(e){let{draft:t,found:n}=this;return _`<p class="sentence">${this.sentence()}</p>
<div role="alert">
${n.stop===null?y:_`<p class="bad">${n.stop}</p>`}
<ul>
${gs(this.home,n.failures)}
</ul>
</div>
${n.hours||t.allow?Ns(e):y}
<cloud-locks-pin-field
.home=${this.home}
.doorIds=${t.doorIds}
.name=${t.name}
></cloud-locks-pin-field>
<details>
<summary>${N(`common.more`)}</summary>
${Ms(e)}
</details>`}sentence(){let{draft:e,home:t}=this,n=cs(e),r=this.found.failures.flatMap(e=>e.doorIds),i=e.doorIds.filter(e=>!r.includes(e)).map(e=>({...n,name:t.doors.get(e)?.name??e}));return Mo(e.name.trim(),i)}async go(e){this.step=e,this.found=ps,e===3&&await this.check()}updated(e){if(e.has(`step`)){let e=this.step===0?`input`:`h3`;this.renderRoot.querySelector(e)?.focus()}}async check(){let e=JSON.stringify(this.found);return this.busy=!0,this.found=await this.ask({check_only:!0}),this.busy=!1,this.found.stop===null&&JSON.stringify(this.found)===e}async send(){if(!await this.check())return;this.busy=!0;let e=await this.ask({wait:0});this.busy=!1,this.found=e,e.stop===null&&(this.grantId=e.grantId,this.pin?.clear())}ask(e){return ms(this.home,this.draft,this.pin?.value??``,e)}};E([C({attribute:!1})],Z.prototype,`home`,void 0),E([w()],Z.prototype,`draft`,void 0),E([w()],Z.prototype,`step`,void 0),E([w()],Z.prototype,`found`,void 0),E([w()],Z.prototype,`busy`,void 0),E([w()],Z.prototype,`noDoor`,void 0),E([w()],Z.prototype,`grantId`,void 0),E([tt(`cloud-locks-pin-field`)],Z.prototype,`pin`,void 0),Z=E([S(`cloud-locks-access-add`)],Z);var Js=class extends x{constructor(...e){super(...e),this.busy=!1,this.error=null,this.done=()=>this.dispatchEvent(new CustomEvent(`done`)),this.submit=async e=>{e.preventDefault();let{home:t,access:n,was:r,draft:i}=this,a=ds(n,r,i,t.doors);if(Object.keys(a).length===0)this.done();else{this.busy=!0,this.error=null;try{await Y(t,`update_grant`,n,a),L(this,{text:N(`people.changed`,{name:i.name})}),this.done()}catch(e){this.error=I(e)}this.busy=!1}}}static{this.styles=[F,Ts,d` section{display:grid;gap:8px;border-top:var(--line);padding-top:16px;}`]}connectedCallback(){super.connectedCallback(),this.was=rs(this.access,ts(this.home.hass.config.time_zone)),this.draft=this.was}render(){let e={home:this.home,draft:this.draft,set:e=>this.draft={...this.draft,...e},grantId:this.access.grant_id};return _`<cloud-locks-dialog
open
keep
.heading=${N(`people.change_of`,{name:this.access.name})}
@close=${this.done}
>
<form @submit=${this.submit}>
<div class="fields">${ks(e)}</div>
<section>
<h3>${N(`people.step.doors`)}</h3>
${Is(e)}
</section>
<section>
<h3>${N(`people.step.when`)}</h3>
${this.renderDiffering()} ${Us(e)}
${this.error!==null||this.draft.allow?Ns(e):y}
</section>
<section>${Ms(e)}</section>
<p role="status">${this.sentence()}</p>
<p class="bad" role="alert">${this.error}</p>
<div class="row foot">
<button class="primary" ?disabled=${this.busy||Os(e)}>
${N(`common.save`)}
</button>
<button type="button" @click=${this.done}>${N(`common.cancel`)}</button>
</div>
</form>
</cloud-locks-dialog>`}renderDiffering(){let e=this.access.doors.filter(e=>!e.leaving);return new Set(e.map(e=>q(e))).size<2?y:_`<p class="small warn">
${N(`people.differ`,{hours:jo(e)})}
</p>`}sentence(){let{draft:e,access:t,home:n}=this,r=fs(this.was,e),i=e.doorIds.map(i=>{let a=t.doors.find(e=>e.door_id===i),o=n.doors.get(i)?.name??a?.name??i,s=a??t.doors[0];return r&&s!==void 0?{...s,name:o}:{...cs(e),name:o}});return Mo(e.name,i)}};E([C({attribute:!1})],Js.prototype,`home`,void 0),E([C({attribute:!1})],Js.prototype,`access`,void 0),E([w()],Js.prototype,`draft`,void 0),E([w()],Js.prototype,`busy`,void 0),E([w()],Js.prototype,`error`,void 0),Js=E([S(`cloud-locks-access-change`)],Js);var Q=class extends x{constructor(...e){super(...e),this.cut=!1,this.busy=!1,this.error=null,this.done=()=>this.dispatchEvent(new CustomEvent(`done`)),this.submit=async e=>{e.preventDefault();let t=this.field.value;this.busy=!0,this.error=null;try{let e=t===``?{}:{pin:t},n={cut_at_once:this.cut,...e};await Y(this.home,`rotate_grant`,this.access,n),L(this,{text:N(`people.rotated`)}),this.done()}catch(e){this.error=I(e)}this.busy=!1}}static{this.styles=[F,d` form{display:grid;gap:16px;}`]}render(){let{access:e}=this;return _`<cloud-locks-dialog
open
.heading=${N(`people.rotate_of`,{name:e.name})}
@close=${this.done}
>
<form @submit=${this.submit}>
<fieldset>
<legend>${N(`people.old_pin`)}</legend>
${this.renderChoice(!1)} ${this.renderChoice(!0)}
</fieldset>
<cloud-locks-pin-field
.home=${this.home}
.doorIds=${e.doors.filter(e=>!e.leaving).map(e=>e.door_id)}
.name=${e.name}
.grantId=${e.grant_id}
></cloud-locks-pin-field>
<p class="bad" role="alert">${this.error}</p>
<div class="row">
<button class="primary" ?disabled=${this.busy}>${N(`people.rotate`)}</button>
<button type="button" @click=${this.done}>${N(`common.cancel`)}</button>
</div>
</form>
</cloud-locks-dialog>`}renderChoice(e){return _`<label class="choice">
<input
type="radio"
name="cut"
?autofocus=${!e}
.checked=${this.cut===e}
@change=${()=>this.cut=e}
/>
<span>${N(e?`people.cut`:`people.overlap`)}</span>
</label>`}};E([C({attribute:!1})],Q.prototype,`home`,void 0),E([C({attribute:!1})],Q.prototype,`access`,void 0),E([w()],Q.prototype,`cut`,void 0),E([w()],Q.prototype,`busy`,void 0),E([w()],Q.prototype,`error`,void 0),E([tt(`cloud-locks-pin-field`)],Q.prototype,`field`,void 0),Q=E([S(`cloud-locks-access-rotate`)],Q);var Ys=class extends x{static{this.styles=[F,Aa,d` :host{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;}h2{overflow-wrap:anywhere;outline:none;scroll-margin-top:240px;}.back{display:inline-flex;align-items:center;gap:8px;min-height:44px;}:host(:dir(rtl)) .back cloud-locks-icon{transform:scaleX(-1);}p{overflow-wrap:anywhere;}h3{margin-bottom:8px;}dl{display:grid;grid-template-columns:fit-content(40%) 1fr;gap:8px 16px;}dt{color:var(--quiet);}dd{overflow-wrap:anywhere;white-space:pre-line;}`]}constructor(){super(),this.grantId=``,this.open=``,this.left=null,new V(this,[`access`])}firstUpdated(){this.renderRoot.querySelector(`h2`)?.focus()}render(){let e=this.home.access.get(this.grantId);return _`<a class="back" href=${J} @click=${Wi}>
<cloud-locks-icon .path=${pn}></cloud-locks-icon>
${N(`view.people`)}
</a>
${e===void 0?_`<p class="card">${N(`people.unknown`)}</p>`:this.renderAccess(e)}`}renderAccess(e){return _`<div class="card stack">
<div class="row spread">
<h2 tabindex="-1">${e.name}</h2>
${Ea(`access_status`,e.status)}
</div>
<p>${ja(e)?y:this.sentence(e)}</p>
${this.renderPin(e)}
<div class="row">
${ja(e)?this.renderOver(e):this.renderDeeds(e)}
</div>
${this.left===null?y:this.renderLeft(this.left)}
</div>
<section class="card">
<h3>${N(`people.doors`)}</h3>
<cloud-locks-access-doors
.home=${this.home}
.access=${e}
></cloud-locks-access-doors>
</section>
${this.renderFacts(e)} ${this.renderOpen(e)}`}sentence(e){let t=e.doors.filter(e=>!e.leaving),n=Mo(e.name,t);return e.paused?N(`people.when_resumed`,{sentence:n}):n}renderPin(e){return e.status===`ended`?y:e.has_pin?_`<div class="row">
<span class="quiet">${N(`people.pin`)}</span>
<cloud-locks-pin .read=${async()=>{let{pin:t}=await Ni(this.home.hass,{grant_id:e.grant_id});return t}}></cloud-locks-pin>
</div>`:_`<p class="small quiet">${N(`people.pin_not_kept`)}</p>`}renderDeeds(e){let t=t=>_s(e.grant_id,t),n=e.paused?`resume`:`pause`;return _`${U(t(`change`),N(`common.edit`),`button`)}
${U(t(`send`),N(`people.send`),`button`)}
${U(t(`rotate`),N(`people.rotate`),`button`)}
<cloud-locks-action
.label=${N(`people.${n}`)}
.run=${()=>Y(this.home,`${n}_grant`,e)}
></cloud-locks-action>
<cloud-locks-action
twice
look="bad"
.label=${N(`common.delete`)}
.run=${()=>ys(this,this.home,e)}
></cloud-locks-action>
${e.person===null?y:this.renderEverywhere(e)}`}renderEverywhere(e){return _`<cloud-locks-action
twice
look="bad"
title=${N(`people.everywhere_help`)}
.label=${N(`people.everywhere`)}
.run=${async()=>{let t=await Y(this.home,`revoke_grant`,e,{everything:!0,wait:10});this.left=t.not_removed??[]}}
></cloud-locks-action>`}renderOver(e){return _`${e.has_pin?_`<cloud-locks-action
.label=${N(`people.restore`)}
.run=${()=>Y(this.home,`restore_grant`,e)}
></cloud-locks-action>`:y}
${e.person===null?y:this.renderEverywhere(e)}`}renderLeft(e){return e.length===0?_`<p role="status">${N(`people.nothing_left`)}</p>`:_`<div role="alert">
<p>${N(`people.left`)}</p>
<ul>
${e.map(e=>_`<li class="small">
${`${this.nameOf(e.lock)}, ${this.kindOf(e.kind)}: ${e.message}`}
</li>`)}
</ul>
</div>`}nameOf(e){return[...this.home.doors.values()].find(t=>t.entity_id===e)?.name??e}kindOf(e){return e===null?N(`common.unknown`):e===`user`?P(`kind`,`member`):P(`credential`,e)}renderFacts(e){let{person:t,message_sent:n,first_used:r,created:i,ended:a}=e,o=this.home.hass.states[t??``]?.attributes.friendly_name,s=[[N(`people.person`),t===null?null:o??t],[N(`people.group`),e.group],[N(`people.booking`),e.booking],[N(`people.notes`),e.notes],[N(`people.created`),i===null?null:A(i)],[N(`people.sent`),n===null?N(`people.not_sent`):A(n)],[N(`people.used`),r===null?N(`people.not_used`):A(r)],[N(`people.over`),a===null?null:A(a)],[N(`people.drift`),N(`people.drift.${e.drift}`)]];return _`<section class="card">
<h3 class="hidden-text">${N(`people.facts`)}</h3>
<dl>
${s.map(([e,t])=>t===null?y:_`<dt>${e}</dt>
<dd>${t}</dd>`)}
</dl>
</section>`}renderOpen(e){let t=()=>jt(_s(e.grant_id),!0),{home:n}=this;if(ja(e))return y;switch(this.open){case`change`:return _`<cloud-locks-access-change
.home=${n}
.access=${e}
@done=${t}
></cloud-locks-access-change>`;case`rotate`:return _`<cloud-locks-access-rotate
.home=${n}
.access=${e}
@done=${t}
></cloud-locks-access-rotate>`;case`send`:return _`<cloud-locks-dialog
open
.heading=${N(`people.send`)}
@close=${t}
>
<cloud-locks-send-message
.home=${n}
.grantId=${e.grant_id}
@sent=${t}
></cloud-locks-send-message>
</cloud-locks-dialog>`;default:return y}}};E([C({attribute:!1})],Ys.prototype,`home`,void 0),E([C()],Ys.prototype,`grantId`,void 0),E([C()],Ys.prototype,`open`,void 0),E([w()],Ys.prototype,`left`,void 0),Ys=E([S(`cloud-locks-access-detail`)],Ys);var Xs=class extends x{static{this.styles=[F,d` :host{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;}h3{margin-bottom:8px;}li{padding:8px 0;border-top:var(--line);}.name{overflow-wrap:anywhere;font-weight:500;}`]}constructor(){super(),new V(this,[`doors`])}render(){let e=[...this.home.doors.values()].filter(e=>(e.codes??[]).length>0).toSorted(M);return _`<p class="quiet">
${N(e.length===0?`people.no_others`:`people.others`)}
</p>
${T(e,e=>e.door_id,e=>_`<section class="card">
<h3>${e.name}</h3>
<ul>
${T(e.codes??[],e=>e.code_id,t=>this.renderCode(e,t))}
</ul>
</section>`)}`}renderCode(e,t){let{code_id:n}=t,r=N(t.managed?`people.made_here`:`people.made_elsewhere`);return _`<li class="stack">
<div class="row spread">
<span class="name">${t.name===``?N(`people.no_name`):t.name}</span>
<span class="chip">${P(`code_status`,t.status)}</span>
</div>
<p class="small quiet">
${r} · ${P(`kind`,t.kind)} ·
${q(t,this.home.hass.config.time_zone)}
</p>
${n===null||e.entity_id===null||t.kind===`member`?y:_`<div class="row">
${this.renderPin(e,n)} ${this.renderDeeds(e.entity_id,n,t)}
</div>`}
</li>`}renderPin(e,t){return e.code_rules?.pins_readable===!0?_`<cloud-locks-pin .read=${async()=>{let n={door_id:e.door_id,code_id:t};return(await Ni(this.home.hass,n)).pin}}></cloud-locks-pin>`:y}renderDeeds(e,t,{managed:n,name:r,kind:i}){let a=n=>()=>si(this.home.hass,n,{entity_id:e,code_id:t,wait:5});return _`${n||i!==`online`?y:_`<cloud-locks-action
title=${N(`people.adopt_help`)}
.label=${N(`people.adopt`)}
.run=${a(`adopt_code`)}
></cloud-locks-action>`}
<cloud-locks-action
twice
look="bad"
.label=${N(`people.delete_code`,{name:r})}
.run=${a(`delete_code`)}
></cloud-locks-action>`}};E([C({attribute:!1})],Xs.prototype,`home`,void 0),Xs=E([S(`cloud-locks-elsewhere`)],Xs);var Zs=`name,doors,group,days,start_time,end_time,from,to
Anna,Front door;Cellar,Staff,fri,09:00,12:00,,2027-03-01
Ben,Front door,Family,,,,,`,$=class extends x{constructor(...e){super(...e),this.rows=null,this.isDone=!1,this.busy=!1,this.error=null,this.forget=()=>{this.rows=null,this.isDone=!1},this.read=async e=>{let t=e.target.files?.[0];t!==void 0&&(this.text.value=await t.text(),await this.send(!0))}}static{this.styles=[F,d` .card{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;}pre{margin:0;overflow-x:auto;font-size:0.875rem;}textarea{font-family:var(--ha-font-family-code,monospace);white-space:pre;}.box{overflow-x:auto;}table{border-collapse:collapse;width:100%;}th,td{text-align:start;padding:8px;border-top:var(--line);vertical-align:top;}`]}disconnectedCallback(){super.disconnectedCallback(),this.text.value=``}render(){let e=(this.rows??[]).filter(e=>e.status===`ok`).length;return _`<div class="card">
<p>${N(`import.help`)}</p>
<pre tabindex="0" aria-label=${N(`import.example`)}>${Zs}</pre>
<label>
${N(`import.file`)}
<input type="file" accept=".csv,text/csv,text/plain" @change=${this.read} />
</label>
<label>
${N(`import.text`)}
<textarea rows="6" spellcheck="false" @input=${this.forget}></textarea>
</label>
<p class="bad" role="alert">${this.error}</p>
<div class="row">
<button ?disabled=${this.busy} @click=${()=>this.send(!0)}>
${N(`import.check`)}
</button>
${e===0?y:_`<button
class="primary"
?disabled=${this.busy}
@click=${()=>this.send(!1)}
>
${N(`import.import`,{count:e})}
</button>`}
</div>
${this.rows===null?y:this.renderRows(this.rows)}
</div>`}renderRows(e){let t=e.filter(e=>e.status===`failed`).length,n=e.length-t;return _`<p role="status">
${N(this.isDone?`import.done`:`import.would`,{count:n})}
${t===0?y:N(`import.failed`,{count:t})}
</p>
<div class="box" tabindex="0" role="region" aria-label=${N(`import.rows`)}>
<table>
<thead>
<tr>
<th scope="col">${N(`import.line`)}</th>
<th scope="col">${N(`people.name`)}</th>
<th scope="col">${N(`people.doors`)}</th>
<th scope="col">${N(`import.result`)}</th>
</tr>
</thead>
<tbody>
${e.map(e=>this.renderRow(e))}
</tbody>
</table>
</div>`}renderRow(e){let{grant_id:t,status:n}=e,r=N(`import.status.${n}`);return _`<tr>
<td>${e.line}</td>
<td>${t===null?e.name:U(_s(t),e.name)}</td>
<td>${Ot(e.doors)}</td>
<td class=${n===`failed`?`bad`:`good`}>
${e.message===null?r:`${r}: ${e.message}`}
</td>
</tr>`}async send(e){this.busy=!0,this.error=null,this.forget();try{let{rows:t}=await Li(this.home.hass,this.text.value,e);this.rows=t,this.isDone=!e,e||(this.text.value=``)}catch(e){this.error=I(e)}this.busy=!1}};E([C({attribute:!1})],$.prototype,`home`,void 0),E([w()],$.prototype,`rows`,void 0),E([w()],$.prototype,`isDone`,void 0),E([w()],$.prototype,`busy`,void 0),E([w()],$.prototype,`error`,void 0),E([tt(`textarea`)],$.prototype,`text`,void 0),$=E([S(`cloud-locks-people-import`)],$);var Qs=class extends x{static{this.styles=[F,Aa,d` :host{display:block;}.card{position:relative;height:100%;align-content:start;}p{overflow-wrap:anywhere;}.card:hover{border-color:var(--accent);}.name a{color:inherit;font-weight:500;font-size:1.1rem;text-decoration:none;overflow-wrap:anywhere;}.name a::after{content:"";position:absolute;inset:0;border-radius:inherit;}cloud-locks-access-doors{position:relative;}`]}render(){let{access:e}=this,t=e.doors.filter(e=>!e.leaving);return _`<div class="card stack">
<div class="row spread">
<span class="name grow">${U(_s(e.grant_id),e.name)}</span>
${Ea(`access_status`,e.status)}
</div>
<p class="small">${jo(t,this.home.hass.config.time_zone)}</p>
${e.status===`ended`?this.renderEnded():this.renderDoors()}
</div>`}renderEnded(){let{ended:e}=this.access;return e===null?y:_`<p class="small quiet">${N(`people.ended`,{at:A(e)})}</p>`}renderDoors(){return _`<cloud-locks-access-doors
brief
.home=${this.home}
.access=${this.access}
></cloud-locks-access-doors>`}};E([C({attribute:!1})],Qs.prototype,`home`,void 0),E([C({attribute:!1})],Qs.prototype,`access`,void 0),Qs=E([S(`cloud-locks-access-card`)],Qs);var $s={current:e=>e.status!==`ended`,attention:Pa,paused:e=>e.paused&&e.status!==`ended`,ended:e=>e.status===`ended`},ec=class extends x{static{this.styles=[F,d` :host{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;}.tools input{flex:1 1 280px;width:auto;}ul{display:grid;gap:16px;grid-template-columns:repeat(auto-fill,minmax(min(100%,340px),1fr));margin-top:8px;}.empty{text-align:center;padding:48px 16px;display:grid;gap:16px;justify-items:center;}`]}constructor(){super(),this.doorId=``,this.filter=`current`,this.search=``,new V(this,[`access`])}render(){let e=[...this.home.access.values()].filter(e=>this.isAtDoor(e));if(e.length===0&&this.doorId===``)return this.renderNobody();let t=e.filter(e=>$s[this.filter](e)&&this.isFound(e));return _`${this.renderDoor()} ${this.renderTools(e)}
<p class="hidden-text" role="status">
${N(`people.count`,{count:t.length})}
</p>
${t.length===0?this.renderNone():this.renderGroups(t)}`}renderDoor(){let e=this.home.doors.get(this.doorId);return e===void 0?y:_`<p class="row">
${N(`people.of_door`,{door:e.name})} ${U(J,N(`people.all`))}
</p>`}renderTools(e){return _`<div class="row tools">
<input
type="search"
.value=${this.search}
aria-label=${N(`people.search`)}
placeholder=${N(`people.search`)}
@input=${e=>this.search=e.target.value}
/>
<div class="row filters" role="group" aria-label=${N(`people.show`)}>
${Object.keys($s).map(t=>this.renderFilter(t,e))}
</div>
</div>`}renderFilter(e,t){let n=t.filter(t=>$s[e](t)).length;return _`<button
aria-pressed=${this.filter===e?`true`:`false`}
@click=${()=>this.filter=e}
>
${N(`people.filter.${e}`)} <span class="quiet">${n}</span>
</button>`}renderGroups(e){let t=new Map;for(let n of e.toSorted(M)){let e=n.group??``;t.set(e,[...t.get(e)??[],n])}let n=[...t.keys()].toSorted((e,t)=>e===``?1:t===``?-1:e.localeCompare(t));return T(n,e=>e,e=>_`<section>
${e===``&&n.length===1?y:_`<h3>${e===``?N(`people.no_group`):e}</h3>`}
<ul>
${T(t.get(e)??[],e=>e.grant_id,e=>_`<li>
<cloud-locks-access-card
.home=${this.home}
.access=${e}
></cloud-locks-access-card>
</li>`)}
</ul>
</section>`)}renderNobody(){return _`<div class="card empty">
<cloud-locks-icon .path=${cn}></cloud-locks-icon>
<p>${N(`people.nobody`)}</p>
${U(`${J}/add`,N(`people.add`),`button primary`)}
</div>`}renderNone(){return _`<p class="empty quiet">${N(`people.none.${this.filter}`)}</p>`}isAtDoor(e){return this.doorId===``||e.doors.some(e=>e.door_id===this.doorId&&!e.leaving)}isFound({name:e,group:t,doors:n,person:r}){return[e,t,r,...n.map(e=>e.name)].join(` `).toLowerCase().includes(this.search.trim().toLowerCase())}};E([C({attribute:!1})],ec.prototype,`home`,void 0),E([C()],ec.prototype,`doorId`,void 0),E([w()],ec.prototype,`filter`,void 0),E([w()],ec.prototype,`search`,void 0),ec=E([S(`cloud-locks-people-list`)],ec);var tc=class extends x{static{this.styles=[F,Aa,d` :host{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;}.box{overflow:auto;max-height:calc(100dvh - 220px);padding:0;}table{border-collapse:separate;border-spacing:0;}th,td{border-bottom:var(--line);border-inline-end:var(--line);padding:4px 8px;text-align:center;min-width:96px;}th{background:var(--surface);font-weight:500;overflow-wrap:break-word;}thead th{position:sticky;top:0;z-index:1;max-width:140px;vertical-align:bottom;}tbody th,thead th:first-child{position:sticky;inset-inline-start:0;text-align:start;max-width:40vw;min-width:96px;}thead th:first-child{z-index:2;}td a{display:inline-grid;place-items:center;min-width:44px;min-height:44px;color:inherit;}`]}constructor(){super(),new V(this,[`access`,`doors`])}render(){let{home:e}=this,t=[...e.access.values()].filter(e=>e.status!==`ended`).toSorted(M),n=[...e.doors.values()].filter(e=>e.code_rules!==null),r=new Set(t.flatMap(e=>e.doors.map(e=>e.door_id))),i=n.filter(e=>r.has(e.door_id)).toSorted(M),a=n.filter(e=>!r.has(e.door_id)).map(e=>e.name);return t.length===0?_`<p class="card">${N(`people.nobody`)}</p>`:_`<div
class="card box"
tabindex="0"
role="region"
aria-label=${N(`people.page.matrix`)}
>
<table>
<thead>
<tr>
<th scope="col">${N(`people.person`)}</th>
${T(i,e=>e.door_id,e=>_`<th scope="col">${e.name}</th>`)}
</tr>
</thead>
<tbody>
${T(t,e=>e.grant_id,e=>this.renderRow(e,i))}
</tbody>
</table>
</div>
${a.length===0?y:_`<p class="quiet">
${N(`people.nobody_at`,{doors:Ao(a)})}
</p>`}`}renderRow(e,t){let n=_s(e.grant_id),r=new Map(e.doors.map(e=>[e.door_id,e]));return _`<tr>
<th scope="row">${U(n,e.name)}</th>
${t.map(t=>{let i=r.get(t.door_id);return _`<td>
${i===void 0||i.status===`removed`?y:U(n,ka(e,i,!0))}
</td>`})}
</tr>`}};E([C({attribute:!1})],tc.prototype,`home`,void 0),tc=E([S(`cloud-locks-people-matrix`)],tc);var nc=[``,`matrix`,`elsewhere`,`import`],rc=class extends K{static{this.styles=[F,d` :host{display:grid;grid-template-columns:minmax(0,1fr);gap:16px;}nav ul{display:flex;flex-wrap:wrap;gap:8px;}nav a[aria-current]{border-color:var(--accent);color:var(--accent);font-weight:500;}`]}render(){let[e=``,t=``,...n]=this.sub.split(`/`).map(decodeURIComponent),{home:r}=this;switch(e){case`matrix`:return this.renderPage(e,_`<cloud-locks-people-matrix .home=${r}></cloud-locks-people-matrix>`);case`elsewhere`:return this.renderPage(e,_`<cloud-locks-elsewhere .home=${r}></cloud-locks-elsewhere>`);case`import`:return this.renderPage(e,_`<cloud-locks-people-import .home=${r}></cloud-locks-people-import>`);case``:case`add`:case`door`:return this.renderList(e===`door`?[t,...n].join(`/`):``,e);default:return _`<cloud-locks-access-detail
.home=${r}
.grantId=${e}
.open=${t}
></cloud-locks-access-detail>`}}renderList(e,t){return _`${this.renderPage(``,_`<cloud-locks-people-list
.home=${this.home}
.doorId=${e}
></cloud-locks-people-list>`)}
${t===`add`?_`<cloud-locks-access-add
.home=${this.home}
@done=${e=>jt(e.detail===``?J:_s(e.detail),!0)}
></cloud-locks-access-add>`:y}`}renderPage(e,t){return _`<div class="row spread">
<h2>${N(e===``?`view.people`:`people.page.${e}`)}</h2>
<a class="button primary" href="${J}/add" @click=${Wi}>
${N(`people.add`)}
</a>
</div>
<nav aria-label=${N(`people.pages`)}>
<ul>
${nc.map(t=>this.renderTab(t,e))}
</ul>
</nav>
${t}`}renderTab(e,t){return _`<li>
<a
class="button"
href=${e===``?J:`${J}/${e}`}
aria-current=${e===t?`page`:y}
@click=${Wi}
>${N(e===``?`people.page.list`:`people.page.${e}`)}</a
>
</li>`}};rc=E([S(`cloud-locks-people`)],rc);var ic=6e4,ac=class{constructor(e){this.host=e,this.timer=0,e.addController(this)}hostConnected(){this.timer=window.setInterval(()=>this.host.requestUpdate(),ic)}hostDisconnected(){clearInterval(this.timer)}};function oc(e,t){let n=Array.from({length:t+1},(t,n)=>{let r=ta(e,n);return{key:r,start:na(r).getTime()}});return n.slice(0,t).map((e,t)=>({...e,end:n[t+1]?.start??e.start}))}function sc(e,t){let n=t.findIndex(t=>e<t.end),r=t[n];return r===void 0?1:(n+Math.max(0,(e-r.start)/(r.end-r.start)))/t.length}function cc(e,t){let n=new Map;for(let r of e)sc(Date.parse(r.start),t)<sc(Date.parse(r.end),t)&&n.set(r.grant_id,[...n.get(r.grant_id)??[],r]);return[...n].map(([e,n])=>lc(e,n,t))}function lc(e,t,n){let r=[];return{grantId:e,bars:t.toSorted((e,t)=>Date.parse(e.start)-Date.parse(t.start)).map(e=>{let t=sc(Date.parse(e.start),n),i=sc(Date.parse(e.end),n),a=r.findIndex(e=>e<=t),o=a<0?r.length:a;return r[o]=i,{span:e,from:t,to:i,lane:o}}),lanes:r.length}}var uc=(e,t)=>e.filter(e=>Date.parse(e.start)<t.end&&Date.parse(e.end)>t.start).map(e=>({span:e,from:Date.parse(e.start)>t.start?e.start:null,to:Date.parse(e.end)<t.end?e.end:null})),dc=`important`,fc=` !`+dc,pc=rt(class extends it{constructor(e){if(super(e),e.type!==nt.ATTRIBUTE||e.name!==`style`||e.strings?.length>2)throw Error("The `styleMap` directive must be used in the `style` attribute and must be the only part in the attribute.")}render(e){return Object.keys(e).reduce((t,n)=>{let r=e[n];return r==null?t:t+`${n=n.includes(`-`)?n:n.replace(/(?:^(webkit|moz|ms|o)|)(?=[A-Z])/g,`-$&`).toLowerCase()}:${r};`},``)}update(e,[t]){let{style:n}=e.element;if(this.ft===void 0)return this.ft=new Set(Object.keys(t)),this.render(t);for(let e of this.ft)t[e]??(this.ft.delete(e),e.includes(`-`)?n.removeProperty(e):n[e]=null);for(let e in t){let r=t[e];if(r!=null){this.ft.add(e);let t=typeof r==`string`&&r.endsWith(fc);e.includes(`-`)||t?n.setProperty(e,t?r.slice(0,-11):r,t?dc:``):n[e]=r}}return v}});function mc(e,t,n=O){return e===null?t===null?N(`timeline.whole`):N(`timeline.until`,{to:n(t)}):t===null?N(`timeline.from`,{from:n(e)}):N(`timeline.between`,{from:n(e),to:n(t)})}var hc=36,gc=[0,6,12,18],_c=.3,vc=e=>`${k(e)}, ${O(e)}`,yc=e=>`${(e*100).toFixed(3)}%`,bc=class extends x{constructor(...e){super(...e),this.rows=[],this.days=[],this.now=0}static{this.styles=[F,d` :host{display:block;}.line{display:grid;grid-template-columns:minmax(96px,18%) 1fr;border-block-start:var(--line);}.head{border:0;color:var(--quiet);font-size:0.875rem;}.name{padding:8px 12px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;align-self:center;}.track{position:relative;min-height:44px;overflow:hidden;}.columns{position:absolute;inset:0;display:grid;grid-auto-flow:column;grid-auto-columns:1fr;}.columns > *{border-inline-start:var(--line);padding:8px 4px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.head .columns{position:static;}.today{background:color-mix(in srgb,var(--accent) 8%,transparent);font-weight:500;}.head .today{color:var(--primary-text-color,#212121);}.fill{position:absolute;height:28px;border-radius:6px;background:var(--accent);color:var(--on-accent);font-size:0.75rem;line-height:28px;padding-inline:6px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap;min-width:4px;pointer-events:none;}.short{padding:0;color:transparent;}.press{position:absolute;min-height:44px;padding:0;border:0;border-radius:6px;}.now{position:absolute;inset-block:0;width:2px;background:var(--bad);pointer-events:none;}`]}render(){let[e]=this.days,t=this.days.at(-1),n=e!==void 0&&t!==void 0&&this.now>=e.start&&this.now<t.end?yc(sc(this.now,this.days)):null;return _`<div aria-hidden="true">
<div class="line head">
<span class="name"></span>
<div class="columns">${this.renderHead()}</div>
</div>
${T(this.rows,e=>e.grantId,e=>this.renderRow(e,n))}
</div>`}renderHead(){let[e,...t]=this.days;return e!==void 0&&t.length===0?gc.map(t=>{let n=e.start+(e.end-e.start)*t/24;return _`<span>${O(new Date(n))}</span>`}):this.days.map(e=>_`<span class=${this.look(e)}>${k(new Date(e.start))}</span>`)}renderRow(e,t){let n=pc({height:`${Math.max(44,e.lanes*hc+8)}px`}),r=this.days.length===1?gc.map(()=>``):this.days.map(e=>this.look(e));return _`<div class="line">
<span class="name" title=${e.name}>${e.name}</span>
<div class="track" style=${n}>
<div class="columns">
${r.map(e=>_`<span class=${e}></span>`)}
</div>
${e.bars.map(e=>this.renderBar(e))}
${t===null?y:_`<span
class="now"
title=${N(`timeline.now`)}
style=${pc({insetInlineStart:t})}
></span>`}
</div>
</div>`}renderBar({span:e,from:t,to:n,lane:r}){let[i,a]=[yc(t),yc(n-t)],o=this.wordsOf(e),s={insetInlineStart:i,width:a,top:`${r*hc+8}px`},c=yc((n-t)/2),l={insetInlineStart:`clamp(0px, ${yc((t+n)/2)} - max(22px, ${c}), 100% - max(44px, ${a}))`,width:`max(44px, ${a})`,top:`${r*hc}px`};return _`<span
class="fill ${n-t<_c?`short`:``}"
style=${pc(s)}
>${o}</span
>
<button
class="press"
tabindex="-1"
title=${o}
style=${pc(l)}
@click=${()=>this.choose(e)}
></button>`}wordsOf({start:e,end:t}){let[n,r]=[this.days[0]?.start??0,this.days.at(-1)?.end??0];return mc(Date.parse(e)===n?null:e,Date.parse(t)===r?null:t,Ct(new Date(e),new Date(t))?O:vc)}look(e){return e.key===j(new Date(this.now))?`today`:``}choose(e){this.dispatchEvent(new CustomEvent(`choose`,{detail:e}))}};E([C({attribute:!1})],bc.prototype,`rows`,void 0),E([C({attribute:!1})],bc.prototype,`days`,void 0),E([C({attribute:!1})],bc.prototype,`now`,void 0),bc=E([S(`cloud-locks-timeline-picture`)],bc);var xc=class extends x{static{this.styles=[F,Aa,d` li + li{border-block-start:var(--line);}li{padding-block:8px;}`]}constructor(){super(),this.range=[0,0],new V(this,[`access`])}render(){let{home:e,span:t}=this,n=e.access.get(t.grant_id)?.name??N(`common.unknown`),[r,i]=this.range;return _`<cloud-locks-dialog open .heading=${n} @close=${()=>this.dispatchEvent(new CustomEvent(`close`))}>
<div class="stack">
<p><strong>${mc(Date.parse(t.start)===r?null:t.start,Date.parse(t.end)===i?null:t.end,A)}</strong></p>
<ul>
${t.door_ids.map(e=>this.renderDoor(e))}
</ul>
<p>${qi(e,t.grant_id,N(`timeline.to_access`,{name:n}))}</p>
</div>
</cloud-locks-dialog>`}renderDoor(e){let t=this.home.access.get(this.span.grant_id)?.doors.find(t=>t.door_id===e);return _`<li>
<div class="row spread">
<span>${t?.name??H(this.home.doors,e)}</span>
${t===void 0?``:Ea(`door_status`,t.status)}
</div>
${t===void 0?``:_`<p class="quiet small">
${q(t,this.home.hass.config.time_zone)}
</p>`}
</li>`}};E([C({attribute:!1})],xc.prototype,`home`,void 0),E([C({attribute:!1})],xc.prototype,`span`,void 0),E([C({attribute:!1})],xc.prototype,`range`,void 0),xc=E([S(`cloud-locks-span-dialog`)],xc);function Sc(e,t,n,r){let i=(t,n)=>uc(t.bars.map(e=>e.span),n).map(t=>Cc(e,t,r));return _`<table>
<caption class="hidden-text">
${N(`timeline.caption`)}
</caption>
<thead>
<tr>
<th scope="col">${N(`timeline.who`)}</th>
${n.map(e=>_`<th scope="col">${k(new Date(e.start))}</th>`)}
</tr>
</thead>
<tbody>
${T(t,e=>e.grantId,e=>_`<tr>
<th scope="row">${e.name}</th>
${n.map(t=>_`<td>${i(e,t)}</td>`)}
</tr>`)}
</tbody>
</table>`}function Cc(e,t,n){let r=t.span.door_ids.map(t=>H(e.doors,t)),i=_`<span>${mc(t.from,t.to)}</span>
<span class="quiet small">${Ot(r)}</span>`;return n===null?_`<p>${i}</p>`:_`<button class="plain part" @click=${()=>n(t.span)}>
${i}
</button>`}var wc=d` .bar{margin-block:12px;}.door{flex:0 1 260px;margin-inline-start:auto;}.door label{grid-template-columns:auto 1fr;align-items:center;gap:8px;}:host([narrow]) .door{flex:1 1 160px;margin:0;}.step{transform:scaleX(var(--scale-direction,1));}.always{margin-block-end:16px;}.always ul{gap:0 16px;}.always a{display:inline-flex;align-items:center;min-height:44px;min-width:44px;}.always li{overflow-wrap:anywhere;}cloud-locks-timeline-picture.card{padding:0;overflow:hidden;}.twin{white-space:normal;}.scroll{padding:0;overflow-x:auto;}table{width:100%;border-collapse:collapse;}th,td{text-align:start;vertical-align:top;padding:8px 12px;font-weight:inherit;}thead th{color:var(--quiet);font-size:0.875rem;white-space:nowrap;}tbody tr{border-block-start:var(--line);}.part{display:grid;justify-items:start;gap:0;text-align:start;white-space:normal;border-radius:8px;}.more{margin-block-start:16px;}`,Tc=7,Ec=60,Dc=class extends K{static{this.styles=[F,wc]}constructor(){super(),this.day=null,this.door=``,this.asTable=!1,this.chosen=null,this.most=Ec,this.asked=``,this.reading=new Yi(this,()=>this.read(),[`state`,`access`]),new V(this,[`access`]),new ac(this)}get days(){let e=this.day??j(new Date),t=this.narrow?1:Tc;return oc(this.narrow?e:ra(e,ia(this.home.hass.locale)),t)}get range(){let{days:e}=this;return[e[0]?.start??0,e.at(-1)?.end??0]}read(){let[e,t]=this.range.map(e=>new Date(e).toISOString());return this.asked=`${e} ${t}`,ji(this.home.hass,e??``,t??``)}willUpdate(){this.range.map(e=>new Date(e).toISOString()).join(` `)!==this.asked&&(this.reading.clear(),this.reading.now())}render(){let{days:e}=this;return _`<h2>${N(`view.timeline`)}</h2>
${this.renderBar(e)} ${this.reading.show(t=>this.renderRead(t,e))}
${this.chosen===null?y:_`<cloud-locks-span-dialog
.home=${this.home}
.span=${this.chosen}
.range=${this.range}
@close=${()=>this.chosen=null}
></cloud-locks-span-dialog>`}`}renderBar(e){let t=e.some(e=>e.key===j(new Date)),n=this.narrow?`day`:`week`;return _`<div class="bar row">
${this.renderStep(Sn,N(`timeline.before_${n}`),-1)}
<h3 aria-live="polite">${Oc(e)}</h3>
${this.renderStep(Cn,N(`timeline.after_${n}`),1)}
<button ?disabled=${t} @click=${()=>this.day=null}>
${N(`timeline.now_${n}`)}
</button>
<div class="door">
${Hi({doors:this.home.doors.values(),chosen:this.door,all:N(`timeline.all_doors`),choose:e=>this.door=e})}
</div>
<button
aria-pressed=${this.asTable?`true`:`false`}
@click=${()=>this.asTable=!this.asTable}
>
${N(`timeline.as_table`)}
</button>
</div>`}renderStep(e,t,n){return _`<button
class="icon step"
aria-label=${t}
title=${t}
@click=${()=>{let e=this.narrow?1:Tc;this.day=ta(this.day??j(new Date),n*e)}}
>
<cloud-locks-icon .path=${e}></cloud-locks-icon>
</button>`}renderRead(e,t){let n=this.rowsIn(e,t),r=n.slice(0,this.most);return _`${this.renderAlways(e.always)}
${n.length===0?this.renderEmpty():this.renderRows(r,t)}
${n.length>this.most?_`<button class="more" @click=${()=>this.most+=Ec}>
${N(`timeline.more`,{count:n.length-this.most})}
</button>`:y}`}rowsIn({spans:e},t){let{access:n}=this.home;return cc(e.filter(e=>this.door===``||e.door_ids.includes(this.door)),t).map(e=>({...e,name:n.get(e.grantId)?.name??N(`common.unknown`)})).sort(M)}renderRows(e,t){let n=e=>this.chosen=e,r=Sc(this.home,e,t,this.asTable?n:null);return this.asTable?_`<div
class="card scroll"
role="region"
tabindex="0"
aria-label=${N(`timeline.caption`)}
>
${r}
</div>`:_`<cloud-locks-timeline-picture
class="card"
.rows=${e}
.days=${t}
.now=${Date.now()}
@choose=${({detail:e})=>n(e)}
></cloud-locks-timeline-picture>
<div class="hidden-text twin">${r}</div>`}renderAlways(e){let t=e=>this.home.access.get(e),n=e.flatMap(e=>t(e)??[]).filter(({doors:e})=>this.door===``||e.some(e=>e.door_id===this.door)).sort(M);return n.length===0?y:_`<section class="card always" aria-labelledby="always">
<h3 id="always">${N(`timeline.always`)}</h3>
<ul class="row">
${n.map(e=>_`<li>${qi(this.home,e.grant_id,e.name)}</li>`)}
</ul>
</section>`}renderEmpty(){return _`<p class="card">${N(`timeline.none`)}</p>`}};E([w()],Dc.prototype,`day`,void 0),E([w()],Dc.prototype,`door`,void 0),E([w()],Dc.prototype,`asTable`,void 0),E([w()],Dc.prototype,`chosen`,void 0),E([w()],Dc.prototype,`most`,void 0),Dc=E([S(`cloud-locks-timeline`)],Dc);function Oc(e){let[t]=e,n=e.at(-1);if(t===void 0||n===void 0)return``;let r=k(new Date(t.start));return t===n?r:N(`timeline.between`,{from:r,to:k(new Date(n.start))})}var kc={doors:Mn,people:on,arrivals:mn,timeline:bn,activity:Vn,keys:Un,health:Bn},Ac=class extends x{get hass(){return this.home.hass}set hass(e){let t=this.home.hass;this.home.hass=e,this.requestUpdate(`hass`,t)}static{this.styles=[F,Vi]}constructor(){super(),this.home=new zi,this.narrow=!1,this.route={prefix:`/cloud-locks`,path:``},this.speaks=!1,this.shown=null,this.menu=()=>{this.dispatchEvent(new Event(`hass-toggle-menu`,{bubbles:!0,composed:!0}))},new V(this,[`state`,`accounts`])}disconnectedCallback(){super.disconnectedCallback(),this.home.end()}connectedCallback(){super.connectedCallback(),this.hasUpdated&&this.home.start()}firstUpdated(){this.home.start()}willUpdate(e){e.has(`hass`)&&(vt(this.hass),this.speak()),e.has(`route`)&&this.viewName===null&&jt(`${this.route.prefix}/doors`,!0)}updated(){let e=this.renderRoot.querySelector(`a[aria-current]`);e!==null&&this.shown!==this.viewName&&(this.shown!==null&&window.scrollTo(0,0),this.shown=this.viewName,e.scrollIntoView({block:`nearest`,inline:`nearest`}))}async speak(){await $t(this.hass.language)&&this.speaks&&(this.speaks=!1,await this.updateComplete),this.speaks=!0}get viewName(){return jc(this.route)}render(){return this.speaks?_`<header>
<div class="bar">
${this.narrow||this.hass.dockedSidebar===`always_hidden`?_`<button
class="icon"
aria-label=${N(`panel.menu`)}
@click=${this.menu}
>
<cloud-locks-icon .path=${Yn}></cloud-locks-icon>
</button>`:y}
<h1>${N(`panel.title`)}</h1>
</div>
<nav aria-label=${N(`panel.views`)}>
<ul>
${Object.keys(kc).map(e=>this.renderTab(e))}
</ul>
</nav>
</header>
<main>${this.renderMain()}</main>
<cloud-locks-toasts></cloud-locks-toasts>`:y}renderTab(e){return _`<li>
<a
href="${this.route.prefix}/${e}"
aria-current=${this.viewName===e?`page`:y}
@click=${t=>{!t.ctrlKey&&!t.metaKey&&(t.preventDefault(),jt(`${this.route.prefix}/${e}`))}}
>
<cloud-locks-icon .path=${kc[e]}></cloud-locks-icon>
${N(`view.${e}`)}
</a>
</li>`}renderMain(){let{home:e}=this;switch(e.state){case`starting`:return _`<p class="note" role="status">${N(`panel.loading`)}</p>`;case`refused`:return _`<p class="note" role="alert">${N(`panel.refused`)}</p>`;case`failed`:return _`<div class="note">
<p role="alert">${N(`panel.failed`,{message:e.error??``})}</p>
<button @click=${()=>e.start()}>${N(`common.retry`)}</button>
</div>`;case`ready`:return e.accounts.length===0?this.renderEmpty():this.renderView()}}renderEmpty(){return _`<div class="note">
<p>${N(`panel.no_account`)}</p>
<a class="button" href="/config/integrations/dashboard/add?domain=cloud_locks">
${N(`panel.add_account`)}
</a>
</div>`}renderView(){let e=this.viewName;if(e===null)return y;let t=Ti(`cloud-locks-${e}`),n=this.route.path.split(`/`).slice(2).join(`/`);return Di`<${t}
.home=${this.home}
.sub=${n}
?narrow=${this.narrow}
></${t}>`}};E([C({attribute:!1,hasChanged:Mc})],Ac.prototype,`hass`,null),E([C({type:Boolean,reflect:!0})],Ac.prototype,`narrow`,void 0),E([C({attribute:!1})],Ac.prototype,`route`,void 0),E([w()],Ac.prototype,`speaks`,void 0),Ac=E([S(`cloud-locks-panel`)],Ac);function jc({path:e}){let t=e.split(`/`)[1]??``;return t in kc?t:null}function Mc(e,t){return e.language!==t?.language||e.locale!==t.locale||e.dockedSidebar!==t.dockedSidebar}export{$r as activityForm,Qr as lockForm};